package record

// Provenance says where a record was read, so that anybody can check it.
type Provenance struct {
	Snapshot  Hash     `json:"snapshot"`  // of the bytes that were read
	Artefact  Hash     `json:"artefact"`  // of the text that the spans count in
	Extractor string   `json:"extractor"` // name and version, "htmldoc/1"
	Method    Method   `json:"method"`
	Spans     []Span   `json:"spans"`
	Selector  Selector `json:"selector"`
	Open      string   `json:"open"` // opens the source at the place; "" without an address
	// What else than the extractor itself read the page, and how sure OCR was of it.
	Engine        string  `json:"engine,omitempty"`
	OCRConfidence float64 `json:"ocr_confidence,omitempty"` // 0 to 1, the mean of the page
}

// Method is how the text was read.
type Method string

// The methods.
const (
	MethodHTML   Method = "html"
	MethodTagged Method = "tagged"
	MethodLayout Method = "layout"
	MethodText   Method = "text"
	MethodOCR    Method = "ocr"
	MethodAPI    Method = "api"
)

// A Span is one contiguous run of the text artefact. Offsets count Unicode code
// points from the artefact's first, End exclusive, as in the TextPositionSelector
// of the W3C Web Annotation Data Model (4.2.5).
type Span struct {
	Page      int          `json:"page"` // 1-based; 0 where the source has no pages
	PageLabel string       `json:"page_label,omitempty"`
	Start     int          `json:"start"`
	End       int          `json:"end"`
	Quads     [][8]float64 `json:"quads,omitempty"` // corners in PDF user space, points, QuadPoints order
}

// A Selector is a TextQuoteSelector of the W3C Web Annotation Data Model
// (4.2.4): the text itself and what stands around it in the artefact.
type Selector struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}
