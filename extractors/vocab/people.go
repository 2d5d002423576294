package vocab

// Honorifics stand before a name. Those in KeptHonorifics are part of the name
// as this program prints it.
var Honorifics = words(`mr mrs ms miss mx dr dame sir lord lady baroness baron professor prof rev reverend judge justice
	mr. mrs. ms. dr. prof. rev. sgt sgt. capt. lt. gen. col. sen. rep. gov. hon hon. rt cllr councillor`)

// KeptHonorifics are titles that a name keeps when the given name is known.
var KeptHonorifics = words(`dr dame sir lord lady baroness baron professor prof dr. prof. reverend rev rev. cllr councillor`)

// Feminine and Masculine honorifics decide which pronoun fits.
var (
	Feminine  = words(`mrs ms miss dame lady baroness mrs. ms.`)
	Masculine = words(`mr sir lord baron mr.`)
)

// PostNominals stand after a name and are not part of it.
var PostNominals = words(`obe mbe cbe kbe dbe gbe qc kc qpm cb kcb dcb mp mps phd frs jp bem qfsm msp ms mep`)

// Particles are lower-case parts of names.
var Particles = words(`de van von der den la le du di da al bin ibn del dos el`)

// RoleNouns end a phrase that says what somebody is.
var RoleNouns = words(`inspector inspectors governor director directors minister secretary chief head manager officer commissioner
	ombudsman chair chairman chairwoman chairperson president professor superintendent constable sergeant detective
	spokesman spokeswoman spokesperson coroner judge lawyer solicitor barrister attorney counsel adviser advisor analyst
	author editor journalist reporter correspondent columnist founder co-founder owner partner leader deputy assistant
	councillor mayor senator congressman congresswoman representative candidate nominee strategist pollster operative
	teacher headteacher principal nurse doctor psychologist psychiatrist therapist consultant researcher scientist economist
	warden chaplain executive ceo coordinator co-ordinator worker supervisor lead practitioner
	aide host anchor activist organiser organizer campaigner expert scholar historian biographer ambassador general
	mp mps lawmaker treasurer trustee vice-president chancellor dean registrar clerk auditor comptroller whip speaker
	captain colonel lieutenant sheriff prosecutor investigator guard engineer actor actress singer writer artist player coach
	mother father parent wife husband son daughter brother sister friend neighbour neighbor colleague
	resident student pupil prisoner patient victim witness defendant veteran farmer businessman billionaire mogul tycoon
	democrat republican conservative liberal pastor bishop archbishop imam rabbi priest moderator supporter
	member employee staffer physician surgeon lawmaker chairman insider confidant designer investor commenter observer delegate guy
	graduate attendee ally heckler protester demonstrator narrator blogger lobbyist fan donor organiser pope prince prisoner
	interviewee respondent participant volunteer survivor carer foster
	spokespeople official officials source sources`)

// InspectorRoles and the like decide a speaker's side.
var (
	InspectorateWords = phrases(`
		inspectorate
		inspectors
		inspector
		ofsted
		hmicfrs
		hmip
		hmi
		care quality commission
		cqc
		estyn
		hmie
		hmcpsi
		`)
	// NotInspectorate turn an inspector into somebody else.
	NotInspectorate = phrases(`
		detective
		police inspector
		police chief inspector
		building inspector
		building inspectors
		health inspector
		health inspectors
		tax inspector
		tax inspectors
		safety inspector
		safety inspectors
		`)
	GovernmentWords = phrases(`
		minister
		ministry
		government
		secretary of state
		home secretary
		justice secretary
		health secretary
		education secretary
		home office
		treasury
		cabinet office
		`)
	// InspectedRoles are held only in bodies that are inspected.
	InspectedRoles = phrases(`
		prison governor
		governing governor
		director of children's services
		director for children's services
		chief probation officer
		chief constable
		`)
	// StaffWords are what a report calls the people of the body it is about.
	StaffWords = words(`staff worker workers manager managers leader leaders officer officers governor practitioner practitioners
		headteacher teacher teachers trustees employees`)
	ServiceUsers = words(`adopter adopters applicant applicants apprentice apprentices prisoner prisoners detainee detainees resident residents patient patients child children pupil pupils parent
		parents carer carers offender offenders probationer probationers person people woman women man men victim victims user users
		boy boys girl girls family families leaver leavers learner learners`)
)

// RoleDomains complete a role after “of”: chief inspector of probation.
var RoleDomains = words(`probation prisons prison schools education constabulary police policing state justice fire rescue services
	children health care operations communications staff finance policy research public hm her his majesty’s majesty's
	crown prosecution england wales scotland the and`)

// OrganisationNouns occur in names of bodies.
var OrganisationNouns = words(`service services council trust company inspectorate commission committee board agency authority
	department ministry office university college school institute institution association society foundation federation union
	group groups ltd limited plc inc inc. corp corp. corporation llc partnership party police constabulary prison court
	bank church government parliament senate congress house campaign centre center network news times post journal
	press magazine radio television bbc cnn nbc abc cbs fox reuters guardian telegraph herald tribune league
	hospital nhs nato fbi cia team army navy ofsted sodexo serco g4s nacro capita report survey study poll
	charity alliance coalition club firm bureau division administration pac forum`)

// Places and other capitalised words that are no part of a person's name.
var NotNames = words(`england wales scotland ireland britain london america states united kingdom european european-union europe
	north south east west northern southern eastern western new january february march april may june july august
	september october november december monday tuesday wednesday thursday friday saturday sunday christmas easter
	hm hmp cumbria yorkshire i the a an in on at for but and if it he she they we this that these those
	islamic christian american british english french german russian chinese muslim jewish catholic mexican
	internet web twitter facebook youtube white black`)

// Groups of people without a name, who may speak.
var GroupNouns = words(`inspectors prisoners officers staff people women men children parents carers patients residents users
	leaders managers members officials critics supporters experts sources authorities pupils students police lawyers
	prosecutors voters republicans democrats reporters campaigners charities families workers practitioners
	respondents interviewees participants crowd audience protesters demonstrators organisers organizers researchers analysts observers
	percent cent
	aides allies advisers advisors donors employees spectators employers neighbours neighbors relatives colleagues governors
	trustees teachers headteachers doctors nurses social-workers judges inspectorates partners authors writers citizens`)

// DocumentNouns are things made of words, which “say”.
var DocumentNouns = words(`report review statement letter document paper study survey article blog inspection inquiry audit
	analysis memo email e-mail release poll complaint lawsuit ruling judgment judgement website ad advert
	editorial newspaper message transcript account piece page suit column passage publication indictment petition summary headline
	sign footnote readout notice order leaflet guidance strategy plan policy`)
