package content

// Coordinates are points in the page's own upright space: the crop box's lower
// left corner as displayed (after /Rotate) is the origin, y grows upwards.

// A Glyph is one shown character code (ISO 32000-1, 9.4).
type Glyph struct {
	Text     string  // what it stands for, often one character, more for a ligature; "\uFFFD" where nothing maps it
	X, Y     float64 // the origin, on the baseline
	Advance  float64 // along the baseline, without character and word spacing
	Size     float64 // effective font size
	Angle    float64 // of the baseline, degrees counter-clockwise; 0 for upright text
	Font     string  // base font name without the subset tag
	Rise     float64 // text rise, points
	MCID     int     // marked-content identifier, -1 outside marked content
	Form     int     // whose identifier that is: 0 for the page's own, else a form's /StructParents and 1
	Color    uint32  // fill colour, 0xRRGGBB
	Bold     bool
	Italic   bool
	Artifact bool // inside /Artifact marked content
	Hidden   bool // render mode 3 or 7: painted invisibly, as OCR layers are
}

// A Shape is a painted rectangle, or the bounding box of another painted path:
// table rules, underlines, boxes and the bullets that some programs draw.
type Shape struct {
	X0, Y0, X1, Y1 float64
	Fill           bool
	Stroke         bool
	Color          uint32 // of the filling, or of a shape that is only outlined
	Rect           bool   // the path is an axis-aligned rectangle or a straight line
}

// A Box is the place of a painted image.
type Box struct{ X0, Y0, X1, Y1 float64 }

// A Page is what one page paints, in painting order.
type Page struct {
	Number        int    // from 1
	Label         string // the page label (ISO 32000-1, 12.4.2), or the number
	Object        int    // the number of its dictionary in Document.Objects, 0 where it has none
	Width, Height float64
	Glyphs        []Glyph
	Outside       int // glyphs that lie off the page, and are in no list
	Shapes        []Shape
	Images        []Box
	Err           error // *fault.Error: the page could be read only in part, or not at all
}
