// Package tesseract recognises the text of pictures of pages by the program of
// that name, where it is installed.
package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
)

// Limits on what the program may say.
const (
	maxOutput     = 16 << 20
	maxComplaints = 4 << 10
)

// singleColumn is the page segmentation that looks for lines over the whole
// width of the page. The automatic one takes the numbers and bullets of lists for
// columns, and drops them; columns of text are found by the layout.
const singleColumn = "4"

// A Reader runs the program, one process for each page.
type Reader struct{ path string }

// Find looks for the program on the search path. The error says how to install
// it, and is of type *fault.Error with the code NotFound.
func Find() (*Reader, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, fault.Newf(fault.NotFound, "find tesseract",
			"it is not installed: apt-get install tesseract-ocr, brew install tesseract or winget install tesseract-ocr.tesseract")
	}
	return &Reader{path}, nil
}

// Name is what provenance calls the program.
func (*Reader) Name() string { return "tesseract" }

// Read recognises English text. The glyphs are in points of the page's upright
// space, as package content has them: the characters of a word share its box, a
// space stands between two words unless their gap is wide, and the lines of like
// height have one size. Confidence is the mean over the characters, 0 to 1, and 0
// for none. Errors are of type *fault.Error.
func (r *Reader) Read(ctx context.Context, picture *image.Gray, dpi float64) (glyphs []content.Glyph, confidence float64, err error) {
	const op = "recognise text by tesseract"
	cmd := exec.CommandContext(ctx, r.path, "stdin", "stdout", "--dpi", strconv.Itoa(int(dpi+.5)), "-l", "eng", "--psm", singleColumn, "tsv")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // more threads take more CPU time in sum
	cmd.Stdin = bytes.NewReader(graymap(picture))
	out, complaints := &capped{limit: maxOutput}, &capped{limit: maxComplaints}
	cmd.Stdout, cmd.Stderr = out, complaints
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, 0, fault.Interrupted(ctx, op)
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return nil, 0, fault.New(fault.NotFound, op, err)
	case out.over:
		return nil, 0, fault.Newf(fault.TooLarge, op, "more than %d bytes of output", maxOutput)
	case err != nil:
		return nil, 0, fault.New(fault.Panic, op, fmt.Errorf("%w: %s", err, strings.TrimSpace(complaints.String())))
	}
	lines := parse(out.Bytes())
	glyphs, confidence = set(lines, picture.Bounds().Dy(), dpi)
	return glyphs, confidence, nil
}

// graymap is the picture as a binary PGM file.
func graymap(picture *image.Gray) []byte {
	b := picture.Bounds()
	out := fmt.Appendf(nil, "P5 %d %d 255\n", b.Dx(), b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := picture.Pix[picture.PixOffset(b.Min.X, y):]
		out = append(out, row[:b.Dx()]...)
	}
	return out
}

// A capped buffer takes so many bytes, and fails the writer after them.
type capped struct {
	bytes.Buffer
	limit int
	over  bool
}

var errOver = errors.New("too much output")

func (c *capped) Write(p []byte) (int, error) {
	if c.Len()+len(p) > c.limit {
		c.over = true
		return 0, errOver
	}
	return c.Buffer.Write(p)
}
