package vocab

// Cues are the verbs that credit words to somebody, in every form.
var Cues = inflected(`
	accuse acknowledge add address admonish advise advocate affirm agree allege announce answer argue ask assert assure attack
	bemoan berate blame blast boast brand call caution celebrate challenge charge chide cite claim comment compare complain conclude
	concede condemn confess confirm congratulate contend continue counter credit criticise criticize cry curse
	dare decry declare decline defend demand denounce describe detail dictate disclose discuss dismiss document dub
	echo elaborate emphasise emphasize encourage endorse enquire enthuse estimate exclaim explain express
	fear fire gush hail hint highlight hope implore imply indicate inform inquire insinuate insist instruct interject intone invoke
	joke jeer label lament lash lecture list log maintain marvel mention message mock moan mourn murmur muse mutter
	note observe offer opine order outline phrase pledge plead point portray post praise pray preach predict press proclaim promise
	pronounce propose protest publish question quip quote rail rant rave reaffirm reason reassure recall recommend reckon recount refer
	reflect reiterate relate relay remark remember remind repeat reply report request respond retort reveal ridicule roar rule
	scoff scold scream signal shout sigh slam slur sneer snort speculate stress suggest summarise summarize surmise suspect
	taunt tease term testify thank theorise theorize threaten title tout trumpet tweet urge utter vent voice volunteer vow
	wager warn whisper wonder yell state explain deride disagree hammer liken lambast lambaste rebuke retweet
	react boom clarify ponder chime snipe bristle relent interrupt blurt holler bellow thunder confide gush bemoan crow
	scream chuckle chortle jest jibe lobby anticipate specify summarise volunteer wonder assess decree
	welcome talk apologise apologize retaliate resist recognise recognize laud exhort reference fume conceive deem profess accept characterise characterize tut applaud caption`, `
	start starts started barked bark barks
	said say says saying told tell tells telling wrote write writes writing written thought think thinks thinking
	believe believes believed believing felt feel feels feeling admit admits admitted admitting rebut rebuts rebutted rebutting
	put puts putting read reads reading went goes going swore swear swears swearing sworn spoke speak speaks speaking
	know knows knew begin begins began beginning find finds found show shows showed
	quipped quipping chat chats chatted chant chants chanted chanting stipulate stipulated stipulates make made makes
	issue issued issues release released releases give gave gives deny denies denied denying reply replies replied replying cries cried
	decries decried testifies testified testifying sum summed sums refer refers referred referring
	set sets lay lays laid kept keep keeps tweeted deadpanned deadpan posit posited wrap wrapped mean means meant
	understand understands understood sing sings sang sent send sends spelled shot shoots respond riff riffed expound expounded
	nodded smiled laughed laugh laughs`)

// WeakCues also have a life outside speech: they count only straight beside the
// quote (as in: as she put it, “…”), or with a complement from CueNouns.
var WeakCues = words(`
	keep keeps kept set sets lay lays laid accept accepts accepted rules
	put puts putting went goes going make made makes issue issued issues release released releases give gave gives talk talked talks talking reference referenced resist resisted recognise recognised recognize recognized
	started starts charged stated
	find finds found show shows showed point pointed points pointing fire fired fires sum summed sums list lists listed log logged dare dared
	begin begins began beginning know knows knew feel feels feeling felt offer offers offered offering
	press pressed publish published publishing order ordered challenge challenged charge charged rule ruled sent send sends
	post posted document documented document mean means meant title titled address addressed
	report reports detail details record claim claims charge charges question questions comment comments
	remark remarks tweet tweets quote quotes post posts call calls blame attack attacks state states fear fears hope hopes
	demand demands promise promises request requests estimate estimates voice voices label labels brand brands
	message messages phrase phrases note notes plan plans wager read reads reading order orders
	believe believes believed think thinks thinking thought remember remembers understand understands understood
	nodded smiled laughed laugh laughs shot shoots express expressed term terms caption captions rant rants
	detailed outlined continue continues discuss discussed decline declined highlight highlighted`)

// PlainCues are verbs that nothing but speech follows.
var PlainCues = words(`said say says saying told tell tells telling wrote write writes writing added adds asked asks replied replies
	tweeted explained continued`)

// ReadingCues are weak cues that a quote stands beside even after its verb: as
// the sign reads.
var ReadingCues = words(`put read reads writes continues continued thinks believes laughed tweets`)

// NounCues are weak because they are nouns as often as verbs.
var NounCues = words(`calls call claims states hopes fears demands promises labels brands notes charges quotes questions voices
	comments reports remarks`)

// Speaking determiners stand for people before a verb: another tweeted.
var Speaking = words(`all both this that one another some many others several few most`)

// SpeechNouns are what somebody said, owned by who said it: her remark that.
var SpeechNouns = words(`remark remarks comment comments claim assertion statement response reply answer pledge promise warning
	message words suggestion argument question description declaration contention mantra line refrain dictum
	insistence vow tweet belief conclusion criticism demand observation admission accusation charge plea prediction complaint quip
	joke retort testimony advice explanation phrase verdict`)

// OwnerPronouns own what somebody said; each with its subject form.
var OwnerPronouns = map[string]string{"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we"}

// CueNouns carry the words of a speaker: “issued a statement saying”, “in an
// interview”. A weak cue with one of them before the quote is a cue.
var CueNouns = words(`statement comment comments response reply remarks letter email e-mail tweet post message speech interview
	report blog column op-ed memo testimony warning apology`)

// Announced are the words that a lead-in says will follow.
var Announced = words(`statement message response comment comments letter`)

// Auxiliaries and adverbs stand between a subject and its verb.
var Auxiliaries = words(`has have had having is was are were be been being will would can could should shall may might must do does did
	also then later recently once again now just still even then already previously first further repeatedly often always never
	himself herself themselves itself both all famously reportedly allegedly publicly openly ever finally not n't since soon`)

// Modals before a verb of saying tell what may be said.
var Modals = words(`will would can could should shall may might must`)

// PressCues are what a newspaper does with words that somebody else said.
var PressCues = words(`reported reports notes noted`)

// TimeNouns count time, before or after another word: years ago, last month.
var TimeNouns = words(`years year months month weeks week days day hours hour minutes ago later`)

// Subordinators part a clause from the one before it.
var Subordinators = words(`that if when whenever while whilst because but although though as so where whereas since after before until unless
	whether how why what once which who whom whose than nor yet or`)

// Connectives join a sentence to the one before.
var Connectives = words(`and but also then indeed moreover plus yet so because specifically instead still again`)

// Prepositions may open an adverbial (in a statement, …) or go on with a name
// (a spokesman for the trust).
var Prepositions = words(`of for from at in on with by to into about against over under through during after before near within
	outside inside between among amid despite like without towards toward upon across behind beside via per`)

// Determiners open a noun phrase.
var Determiners = words(`the a an this that these those his her its their our my your one two three four five six several many some another
	other each every both most all any no few either neither various numerous certain`)

// Faceless words stand for somebody whom they do not name.
var Faceless = words(`one another others some many both each all most several`)

// Pronouns that can be the subject of a verb of saying.
var Pronouns = words(`he she they it i we you`)

// TimeWords are nouns that stand in subject place without being a subject.
var TimeWords = words(`today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march
	april may june july august september october november december morning afternoon evening night week month year
	meanwhile however moreover furthermore earlier afterwards afterward additionally instead perhaps nevertheless
	nonetheless therefore thus finally lastly firstly secondly still then there here elsewhere`)

// TermMarkers announce a name, a term or a label, not words that somebody said.
var TermMarkers = phrases(`
	known as
	so-called
	so called
	called
	titled
	entitled
	named
	nicknamed
	dubbed
	the word
	the words
	the term
	the terms
	the phrase
	the phrases
	the expression
	rated
	rated as
	graded
	graded as
	judged
	judged as
	judged to be
	rating of
	grade of
	click
	click on
	see
	under
	button
	section
	labelled
	labeled
	marked
	headed
	heading
	motto
	slogan
	hashtag
	song
	album
	film
	movie
	book
	novel
	play
	show
	series
	episode
	programme
	program
	article
	report
	review
	paper
	essay
	campaign
	project
	initiative
	strategy
	magazine
	podcast
	memoir
	autobiography
	documentary
	drama
	comedy
	musical
	sitcom
	pseudonym
	chapter
	entry
	site
	website
	page
	`)

// RatingWords are judgements in quotation marks: ratings, not speech.
var RatingWords = phrases(`
	outstanding
	good
	adequate
	inadequate
	satisfactory
	poor
	reasonably good
	not sufficiently good
	requires improvement
	require improvement
	requiring improvement
	requires improvement to be good
	require improvement to be good
	needs improvement
	special measures
	no causes for concern
	cause of concern
	of concern
	met
	not met
	`)

// SurveyNouns in a lead-in say that the words come from a survey or interviews.
var SurveyNouns = words(`survey surveys questionnaire questionnaires respondent respondents interviewee interviewees focus
	feedback participants`)

// WrittenNouns as the cue of a credit say that the words were written.
var WrittenNouns = words(`statement letter email e-mail tweet tweeted wrote writes writing written blog report reports article
	foreword post posted memo review column op-ed release`)

// Writings in the sentence of a credit say the same.
var Writings = words(`statement letter email e-mail foreword tweet blog`)
