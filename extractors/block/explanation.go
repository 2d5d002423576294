package block

// An Explanation says what decided on each text of a page. A parser gives one
// where it is asked to.
type Explanation struct {
	Profile  string        // the site profile that was recognised, or ""
	Mismatch string        // why the page was not read by it, or ""
	Content  string        // how the main content was found
	Expected []Expectation // what the profile expects of a page
	Kept     []Decision    // the blocks, in their order
	Left     []Decision    // what is no block, in document order; texts left out for what they say come last
}

// An Expectation is one part of a page that a site profile describes.
type Expectation struct {
	Part      string   // content, title, date or reports
	Selectors []string // what is looked for
	By        string   // the selector that found it; "" where none did
	Found     string   // the beginning of what was found
}

// A Decision is why a text of a page is a block, or is none.
type Decision struct {
	Path   string // as in Block
	Text   string // its beginning
	Reason string
}
