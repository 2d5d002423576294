package sites

import (
	"bytes"
	"cmp"
	"embed"
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
	if err := decode("publishers.yaml", data, &s.Publishers); err != nil {
		return nil, err
	}
	folder, err := fs.Sub(embedded, "profiles")
	if err != nil {
		return nil, err
	}
	return s.With(folder)
}

// With is the set and the profiles of a folder, one .yaml file each. A profile
// takes the place of one of the same name.
func (s *Set) With(folder fs.FS) (*Set, error) {
	files, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	larger := &Set{Profiles: slices.Clone(s.Profiles), Publishers: s.Publishers}
	for _, file := range files {
		data, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		p, err := larger.profile(file, data)
		if err != nil {
			return nil, err
		}
		larger.Profiles = slices.DeleteFunc(larger.Profiles, func(old *Profile) bool { return old.Name == p.Name })
		larger.Profiles = append(larger.Profiles, p)
	}
	slices.SortFunc(larger.Profiles, func(a, b *Profile) int { return cmp.Compare(a.Name, b.Name) })
	return larger, nil
}

// profile reads one profile and checks that it can be used.
func (s *Set) profile(file string, data []byte) (*Profile, error) {
	p := &Profile{Name: strings.TrimSuffix(path.Base(file), ".yaml")}
	if err := decode(file, data, p); err != nil {
		return nil, err
	}
	known := p.Publisher == "" || slices.ContainsFunc(s.Publishers, func(publisher Publisher) bool { return publisher.Name == p.Publisher })
	switch {
	case p.Expects == "":
		return nil, fmt.Errorf("%s:1: expects is missing: say what the page looks like", file)
	case len(p.Content) == 0:
		return nil, fmt.Errorf("%s:1: content is missing", file)
	case (len(p.Hosts) == 0) == (len(p.Signs) == 0):
		return nil, fmt.Errorf("%s:1: either hosts or signs must say how the page is recognised", file)
	case !known:
		return nil, fmt.Errorf("%s:1: publisher %q is not in publishers.yaml", file, p.Publisher)
	}
	return p, nil
}

// decode reads YAML; what it does not know is an error, at file:line. A failure
// inside the YAML package is an error too.
func decode(file string, data []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s:1: the YAML cannot be read: %v", file, p)
		}
	}()
	err = yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into)
	if y, ok := errors.AsType[yaml.Error](err); ok {
		line := 1
		if token := y.GetToken(); token != nil {
			line = token.Position.Line
		}
		return fmt.Errorf("%s:%d: %s", file, line, y.GetMessage())
	}
	if err == io.EOF {
		return fmt.Errorf("%s:1: the file is empty", file)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
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
