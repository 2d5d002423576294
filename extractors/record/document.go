package record

// A Document is one report, page or press release.
type Document struct {
	Schema          string            `json:"schema"`
	Kind            Kind              `json:"kind"`
	ID              ID                `json:"id"`
	URL             string            `json:"url"`           // where it was fetched, after redirects; file: for local files, "" for standard input
	CanonicalURL    string            `json:"canonical_url"` // what the page says its own address is
	Title           string            `json:"title"`
	Subtitle        string            `json:"subtitle,omitempty"`
	Authors         []string          `json:"authors"`
	Type            DocType           `json:"doc_type"`
	Publisher       string            `json:"publisher"`
	CoPublishers    []string          `json:"co_publishers,omitempty"`
	InspectedBodies []string          `json:"inspected_bodies,omitempty"`
	Bodies          []Body            `json:"bodies,omitempty"` // that the text names, most often named first
	People          []Person          `json:"people,omitempty"` // likewise
	Abbreviations   []Abbreviation    `json:"abbreviations,omitempty"`
	Programme       string            `json:"programme,omitempty"`
	Inspection      *Period           `json:"inspection,omitempty"`
	Published       *Date             `json:"published,omitempty"`
	Updated         *Date             `json:"updated,omitempty"`
	Language        string            `json:"language"` // BCP 47
	Licence         string            `json:"licence,omitempty"`
	Pages           int               `json:"pages"` // 0 where the source has no pages
	Links           []Link            `json:"links"` // report PDFs and related documents
	Flags           []string          `json:"flags,omitempty"`
	Missing         map[string]Reason `json:"missing,omitempty"`
	Provenance      Provenance        `json:"provenance"`
}

// A Body is an organisation, place of detention or authority that a document names.
type Body struct {
	Name         string `json:"name"`                   // in full, where the gazetteer has it
	Kind         string `json:"kind"`                   // prison, local_authority, crc …; body for one that the gazetteer does not have
	Code         string `json:"code,omitempty"`         // of a local authority: that of the Office for National Statistics
	Organisation string `json:"organisation,omitempty"` // what it is part of or was owned by
	Inspected    bool   `json:"inspected,omitempty"`    // the document reports on it
	Mentions     int    `json:"mentions"`
}

// A Person is somebody whom a document names.
type Person struct {
	Name         string `json:"name"`
	Role         string `json:"role,omitempty"` // when the document was published, where the gazetteer has it
	Organisation string `json:"organisation,omitempty"`
	Mentions     int    `json:"mentions"`
}

// An Abbreviation is one that a document defines.
type Abbreviation struct {
	Short string `json:"short"`
	Long  string `json:"long"`
}

// DocType is what kind of document it is.
type DocType string

// The document types.
const (
	InspectionReport DocType = "inspection_report"
	Thematic         DocType = "thematic"
	Annual           DocType = "annual"
	PressRelease     DocType = "press_release"
	Blog             DocType = "blog"
	News             DocType = "news"
	ActionPlan       DocType = "action_plan"
	Response         DocType = "response"
	Inquiry          DocType = "inquiry"
	Audit            DocType = "audit"
	DocTypeUnknown   DocType = "unknown"
)

// A Date is a calendar date as precisely as the source gives it.
type Date struct {
	Value     string    `json:"value"` // ISO 8601, cut to the precision: 2017, 2017-10, 2017-10-05
	Precision Precision `json:"precision"`
	Raw       string    `json:"raw"`
	From      string    `json:"from"` // profile, api, json-ld, meta, time, text, pdf-info, url, updated
}

// Precision says which parts of a date are known.
type Precision string

// The precisions.
const (
	Year  Precision = "year"
	Month Precision = "month"
	Day   Precision = "day"
)

// A Period is a range of dates, both ends included.
type Period struct {
	Start Date `json:"start"`
	End   Date `json:"end"`
}

// A Link is a hyperlink from a document.
type Link struct {
	URL      string  `json:"url"`
	Text     string  `json:"text"`
	Rel      LinkRel `json:"rel"`
	Type     string  `json:"type,omitempty"`     // media type of a file, as declared, named or stated
	Bytes    int64   `json:"bytes,omitempty"`    // size of a file as the page states it: about so many
	Pages    int     `json:"pages,omitempty"`    // of a file, as the page states it
	Document ID      `json:"document,omitempty"` // of the report that a page reports on or sums up: its document, once it is read
}

// LinkRel is what a link means to the document that holds it.
type LinkRel string

// The link relations.
const (
	RelReport    LinkRel = "report"   // the document that this page reports on or sums up
	RelDocument  LinkRel = "document" // another PDF or office file
	RelPage      LinkRel = "page"     // any other page
	RelCanonical LinkRel = "canonical"
)
