package notation

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/internal/testkit/golden"
)

// expected parts a case's notation from what it must yield.
const expected = "=>"

// Golden runs every case of the files that match the pattern. A file holds
// cases: a line "# name", the notation, a line "=>", and the expected text,
// which -update rewrites.
func Golden(t *testing.T, pattern string, run func(doc *block.Doc) string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files match %s (%v)", pattern, err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, c := range cases(string(source)) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) {
				doc, err := Parse(c.input)
				if err != nil {
					t.Fatal(err)
				}
				got := trimLines(run(doc))
				if got != c.want && !golden.Updating() {
					t.Errorf("got\n%s\nwant\n%s", got, c.want)
				}
				c.want = got
			})
			out.WriteString("# " + c.name + "\n" + c.input + "\n" + expected + "\n" + c.want + "\n\n")
		}
		if golden.Updating() {
			if err := os.WriteFile(file, []byte(strings.TrimSpace(out.String())+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// trimLines drops the white space at the end of each line and of the text.
func trimLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

type goldenCase struct{ name, input, want string }

func cases(source string) []*goldenCase {
	var out []*goldenCase
	for _, part := range strings.Split("\n"+source, "\n# ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		input, want, _ := strings.Cut(rest, "\n"+expected)
		out = append(out, &goldenCase{strings.TrimSpace(name), strings.TrimSpace(input), strings.TrimSpace(want)})
	}
	return out
}

// Check identifies the records and holds each against the document.
func Check[R record.Record](t *testing.T, doc *block.Doc, found []R) {
	t.Helper()
	records := make([]record.Record, len(found))
	for i, r := range found {
		records[i] = r
	}
	record.Identify("d_test", records)
	for _, r := range records {
		if err := record.Check(r, doc.Text); err != nil {
			t.Error(err)
		}
	}
}
