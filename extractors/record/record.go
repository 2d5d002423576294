// Package record holds what assize knows about a document: the document itself,
// and the findings, quotes, recommendations and ratings read from it. Each
// record is one JSON object with "schema" and "kind" first, described by a JSON
// Schema (2020-12) in this package, and each can be traced to its place in the
// source through its Provenance.
package record

import "strconv"

// Kind is the kind of a record.
type Kind string

// The kinds of records.
const (
	KindDocument       Kind = "document"
	KindFinding        Kind = "finding"
	KindQuote          Kind = "quote"
	KindRecommendation Kind = "recommendation"
	KindRating         Kind = "rating"
)

// Kinds lists every kind, documents first.
var Kinds = []Kind{KindDocument, KindFinding, KindQuote, KindRecommendation, KindRating}

// schemaVersion is the number behind the slash in every "schema" value. Fields
// may be added under one number; a change of meaning takes the next.
const schemaVersion = 1

// Schema is the value of a record's "schema" field, "assize.finding/1".
func (k Kind) Schema() string { return "assize." + string(k) + "/" + strconv.Itoa(schemaVersion) }

// A Reason says why a value is empty.
type Reason string

// The reasons.
const (
	NotStated   Reason = "not_stated"   // the source does not say
	NotResolved Reason = "not_resolved" // the source says it in a way that could not be resolved without guessing
	NotParsed   Reason = "not_parsed"   // the source says it in a form that was not understood; see raw
	NotRead     Reason = "not_read"     // the extractor does not look for it in this kind of source
	NotRated    Reason = "not_rated"    // the source says that it was not judged
	NoEvidence  Reason = "no_evidence"  // the source says that there was too little evidence to judge
)

// Common is what every record but the document begins with.
type Common struct {
	Schema     string            `json:"schema"`
	Kind       Kind              `json:"kind"`
	ID         ID                `json:"id"`
	Document   ID                `json:"document"`
	Seq        int               `json:"seq"` // place in the document's reading order, from 1; not part of the id
	Text       string            `json:"text"`
	Section    []string          `json:"section"` // the headings above, outermost first
	Confidence float64           `json:"confidence"`
	Rule       string            `json:"rule"` // which rule of the extractor produced it
	Flags      []string          `json:"flags,omitempty"`
	Missing    map[string]Reason `json:"missing,omitempty"` // why a field is empty, by its JSON name
}

// Head returns the common part.
func (c *Common) Head() *Common { return c }

// A Record is a finding, quote, recommendation or rating.
type Record interface {
	Head() *Common
	Trace() *Provenance
}

// A Finding is one bullet, numbered paragraph or paragraph of a section that
// reports what inspectors found.
type Finding struct {
	Common
	LeadIn        string     `json:"lead_in"`
	List          List       `json:"list"`
	Under         *Finding   `json:"-"` // the finding that this one is nested under; Identify turns it into Parent
	Parent        ID         `json:"parent,omitempty"`
	Subject       string     `json:"subject,omitempty"`
	Themes        []string   `json:"themes"`
	Vocabulary    string     `json:"vocabulary,omitempty"` // that the themes are from: themes/1
	Polarity      Polarity   `json:"polarity"`
	Metrics       []Metric   `json:"metrics,omitempty"`
	ContinuedPage bool       `json:"continued_across_page,omitempty"`
	Cluster       ID         `json:"cluster,omitempty"` // as InCluster gave it
	Provenance    Provenance `json:"provenance"`
}

// Trace returns the provenance.
func (r *Finding) Trace() *Provenance { return &r.Provenance }

// List says where in a list an item stands.
type List struct {
	Style   ListStyle `json:"style"`
	Depth   int       `json:"depth"`           // 1 for an outermost list, 0 outside lists
	Ordinal int       `json:"ordinal"`         // from 1, 0 outside lists
	Label   string    `json:"label,omitempty"` // the number as printed
}

// ListStyle is how an item is marked.
type ListStyle string

// The list styles.
const (
	Bullet ListStyle = "bullet"
	Number ListStyle = "number"
	Para   ListStyle = "para"
)

// Polarity says whether a finding reports a strength or a weakness.
type Polarity string

// The polarities.
const (
	Strength        Polarity = "strength"
	Weakness        Polarity = "weakness"
	Mixed           Polarity = "mixed"
	Neutral         Polarity = "neutral"
	PolarityUnknown Polarity = "unknown"
)

// A Metric is a number that a finding states.
type Metric struct {
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`         // per cent, of, cases …
	Of    string  `json:"of,omitempty"` // the denominator, as written
	Raw   string  `json:"raw"`
}

// A Quote is what somebody said or wrote, verbatim.
type Quote struct {
	Common
	TextRaw    string     `json:"text_raw"` // with its quotation marks
	Form       Form       `json:"form"`
	Speaker    Speaker    `json:"speaker"`
	Resolution Resolution `json:"resolution"`
	Cue        string     `json:"cue"`  // the words that credit the quote, as written
	Side       Side       `json:"side"` // on whose side the speaker stands
	Voice      Voice      `json:"voice"`
	Cluster    ID         `json:"cluster"` // equal for renderings of the same words elsewhere
	Provenance Provenance `json:"provenance"`
}

// Trace returns the provenance.
func (r *Quote) Trace() *Provenance { return &r.Provenance }

// Form is how a quote is set.
type Form string

// The forms.
const (
	FormBlock          Form = "block"           // a block quote
	FormInline         Form = "inline"          // a whole sentence or more between marks, be it with its credit in the middle
	FormMixed          Form = "mixed"           // part of the reporting sentence
	FormMultiParagraph Form = "multi_paragraph" // marks re-opened at each paragraph
)

// A Speaker is who a quote is credited to. Name is empty when nobody could be
// named without guessing.
type Speaker struct {
	Name         string `json:"name"`
	AsWritten    string `json:"as_written"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
}

// Resolution is how the speaker's name was found.
type Resolution string

// The resolutions.
const (
	Explicit   Resolution = "explicit"
	Pronoun    Resolution = "pronoun"
	ShortName  Resolution = "short_name"
	PageAuthor Resolution = "page_author"
	Unresolved Resolution = "none"
)

// Side is on whose side a speaker stands.
type Side string

// The sides.
const (
	SideInspectorate Side = "inspectorate"
	SideInspected    Side = "inspected"
	SideGovernment   Side = "government"
	SideServiceUser  Side = "service_user"
	SideOther        Side = "other"
	SideUnknown      Side = "unknown"
)

// Voice is what kind of utterance a quote is.
type Voice string

// The voices.
const (
	Speech           Voice = "speech"
	WrittenStatement Voice = "written_statement"
	SurveyResponse   Voice = "survey_response"
)

// A Recommendation is something that a report says must change.
type Recommendation struct {
	Common
	Type        RecommendationType `json:"type"`
	Number      string             `json:"number"`
	Addressees  []string           `json:"addressees"`
	Deadline    *Date              `json:"deadline,omitempty"`
	DeadlineRaw string             `json:"deadline_raw,omitempty"` // as written: within three months
	LeadIn      string             `json:"lead_in"`
	Under       *Recommendation    `json:"-"` // the recommendation that this one is part of; Identify turns it into Parent
	Parent      ID                 `json:"parent,omitempty"`
	CrossRefs   []CrossRef         `json:"cross_refs,omitempty"`
	Response    *Reply             `json:"response,omitempty"`
	Cluster     ID                 `json:"cluster,omitempty"` // as InCluster gave it
	Provenance  Provenance         `json:"provenance"`
}

// A CrossRef is a mention of a numbered part of this or another document.
type CrossRef struct {
	To     string `json:"to"` // paragraph, recommendation, outcome …
	Number string `json:"number"`
	Raw    string `json:"raw"`
}

// A Reply is what those who must act have answered to a recommendation.
type Reply struct {
	Status     ReplyStatus `json:"status"`
	Raw        string      `json:"status_raw,omitempty"` // as written: Accepted in principle
	Text       string      `json:"text"`
	By         string      `json:"by,omitempty"`
	Provenance Provenance  `json:"provenance"`
}

// ReplyStatus is how a recommendation was received.
type ReplyStatus string

// The statuses of replies.
const (
	Accepted       ReplyStatus = "accepted"
	PartlyAccepted ReplyStatus = "partly_accepted"
	Rejected       ReplyStatus = "rejected"
	Considering    ReplyStatus = "under_consideration"
	Achieved       ReplyStatus = "achieved"
	PartlyAchieved ReplyStatus = "partly_achieved"
	NotAchieved    ReplyStatus = "not_achieved"
	StatusUnknown  ReplyStatus = "unknown" // the text of the reply does not say
)

// Trace returns the provenance.
func (r *Recommendation) Trace() *Provenance { return &r.Provenance }

// RecommendationType is what the inspectorate calls the thing.
type RecommendationType string

// The types of recommendations.
const (
	TypeRecommendation  RecommendationType = "recommendation"
	TypeKeyConcern      RecommendationType = "key_concern"
	TypePriorityConcern RecommendationType = "priority_concern"
	TypeImprovement     RecommendationType = "area_for_improvement"
	TypePriorityAction  RecommendationType = "priority_action"
	TypeCauseOfConcern  RecommendationType = "cause_of_concern"
	TypeRequirement     RecommendationType = "requirement"
	TypeBreach          RecommendationType = "breach"
)

// A Rating is one judgement on a closed scale.
type Rating struct {
	Common
	Subject        string     `json:"subject"` // "overall", or the standard as named
	Value          string     `json:"value"`   // a value of Scale; "" where the source says that it was not rated, with the reason in Missing
	ValueRaw       string     `json:"value_raw"`
	Scale          string     `json:"scale"` // name and version of the closed scale
	Score          *Score     `json:"score,omitempty"`
	Prior          *Prior     `json:"prior,omitempty"`     // the judgement before this one, where the source states it
	Direction      Direction  `json:"direction,omitempty"` // from Prior to Value
	Where          Where      `json:"where"`
	CorroboratedBy int        `json:"corroborated_by"` // how many other places of the document state the same value
	Provenance     Provenance `json:"provenance"`
}

// Trace returns the provenance.
func (r *Rating) Trace() *Provenance { return &r.Provenance }

// A Score is a rating given as a fraction.
type Score struct {
	Num float64 `json:"num"`
	Den float64 `json:"den"`
}

// Prior is what was judged before of the same subject.
type Prior struct {
	Value string `json:"value"` // on the rating's scale
	Raw   string `json:"value_raw"`
	When  string `json:"when,omitempty"` // as written: 2019, previous inspection
}

// Direction says how a judgement changed.
type Direction string

// The directions.
const (
	Improved  Direction = "improved"
	Declined  Direction = "declined"
	Unchanged Direction = "unchanged"
)

// Where is the shape of the place that a rating was read from.
type Where string

// The places of ratings.
const (
	InTable    Where = "table"
	InHeading  Where = "heading"
	InSentence Where = "sentence"
)
