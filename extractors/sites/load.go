package sites

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

//go:embed publishers.yaml profiles
var embedded embed.FS

// Embedded is the set that the program is built with.
var Embedded = sync.OnceValue(func() *Set {
	s, err := embeddedSet()
	if err != nil {
		panic(err) // a test reads the same files
	}
	return s
})

func embeddedSet() (*Set, error) {
	data, err := embedded.ReadFile("publishers.yaml")
	if err != nil {
		return nil, err
	}
	s := &Set{}
	if err := decode(File{"publishers.yaml", string(data)}, &s.Publishers); err != nil {
		return nil, err
	}
	names, err := fs.Glob(embedded, "profiles/*.yaml")
	if err != nil {
		return nil, err
	}
	files := make([]File, len(names))
	for i, name := range names {
		text, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files[i] = File{name, string(text)}
	}
	if s, err = s.With(files...); err != nil {
		return nil, err
	}
	s.added = nil
	return s, nil
}

// A File is one profile as it is written. The profile is called like the file,
// without its ending.
type File struct {
	Name string `json:"name"` // a path; its folder is for messages alone
	Text string `json:"text"`
}

// An Error is a profile that cannot be used. Line and Column count from 1.
type Error struct {
	File         string
	Line, Column int
	Message      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// With is the set and the profiles of the files. One takes the place of another
// of the same name. Faults are of type *Error.
func (s *Set) With(files ...File) (*Set, error) {
	larger := &Set{Profiles: slices.Clone(s.Profiles), Publishers: s.Publishers, added: slices.Concat(s.added, files)}
	for _, file := range files {
		p, err := parse(file)
		if err != nil {
			return nil, err
		}
		larger.Profiles = slices.DeleteFunc(larger.Profiles, func(old *Profile) bool { return old.Name == p.Name })
		larger.Profiles = append(larger.Profiles, p)
	}
	slices.SortFunc(larger.Profiles, func(a, b *Profile) int { return cmp.Compare(a.Name, b.Name) })
	return larger, nil
}

// Added are the files that were added to what the program is built with, so that
// Embedded().With(s.Added()...) is the same set in another process.
func (s *Set) Added() []File { return s.added }

// Fingerprint is equal for sets that read pages alike: "" for what the program is
// built with, else a digest of the files that were added.
func (s *Set) Fingerprint() string {
	if len(s.added) == 0 {
		return ""
	}
	sum := sha256.New()
	for _, file := range s.added {
		fmt.Fprintf(sum, "%q %q\n", file.profile(), file.Text)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// profile is the name of the file's profile.
func (f File) profile() string {
	name := path.Base(strings.ReplaceAll(f.Name, `\`, "/"))
	return strings.TrimSuffix(name, path.Ext(name))
}

// parse reads one profile and checks that it can be used.
func parse(file File) (*Profile, error) {
	p := &Profile{Name: file.profile()}
	if err := decode(file, p); err != nil {
		return nil, err
	}
	missing := ""
	switch {
	case p.Expects == "":
		missing = "expects is missing: say what the page looks like"
	case len(p.Content) == 0:
		missing = "content is missing: give the selectors of what holds the text"
	case (len(p.Hosts) == 0) == (len(p.Signs) == 0):
		missing = "either hosts or signs must say how the page is recognised"
	}
	if missing != "" {
		return nil, &Error{file.Name, 1, 1, missing}
	}
	return p, nil
}

// decode reads YAML; what it does not know is an error. A failure inside the YAML
// package is an error too.
func decode(file File, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Error{file.Name, 1, 1, fmt.Sprintf("the YAML cannot be read: %v", p)}
		}
	}()
	err = yaml.NewDecoder(strings.NewReader(file.Text), yaml.Strict()).Decode(into)
	switch y, located := errors.AsType[yaml.Error](err); {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		return &Error{file.Name, 1, 1, "the file is empty"}
	case located && y.GetToken() != nil:
		at := y.GetToken().Position
		return &Error{file.Name, at.Line, at.Column, y.GetMessage()}
	case located:
		return &Error{file.Name, 1, 1, y.GetMessage()}
	}
	return &Error{file.Name, 1, 1, err.Error()}
}

// UnmarshalYAML compiles the selector.
func (s *Selector) UnmarshalYAML(n ast.Node) error {
	text, ok := n.(*ast.StringNode)
	if !ok {
		return &yaml.SyntaxError{Message: "want a CSS selector", Token: n.GetToken()}
	}
	match, err := cascadia.ParseGroup(text.Value)
	if err != nil {
		return &yaml.SyntaxError{Message: fmt.Sprintf("selector %q: %v", text.Value, err), Token: n.GetToken()}
	}
	s.Text, s.match = text.Value, match
	return nil
}
