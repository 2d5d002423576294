package config

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"assize/pipeline"
	"assize/pipeline/discover"
	"assize/pipeline/schedule"
)

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// A key is one setting of a T: its name in the file and how its value is taken.
type key[T any] struct {
	name string
	set  func(*T, ast.Node) error
}

var configKeys = []key[Config]{
	{"contact", func(c *Config, n ast.Node) error { return text(&c.Contact, n) }},
	{"data", func(c *Config, n ast.Node) error { return text(&c.Data, n) }},
	{"delay", func(c *Config, n ast.Node) error { return duration(&c.Delay, n) }},
	{"profiles", func(c *Config, n ast.Node) error { return textOrList(&c.Profiles, n) }},
	{"time_zone", func(c *Config, n ast.Node) error { return zone(&c.Zone, n) }},
	{"sources", func(c *Config, n ast.Node) error { return sources(&c.Sources, n) }},
}

var sourceKeys = []key[Source]{
	{"urls", func(s *Source, n ast.Node) error { return list(&s.URLs, n, webAddress) }},
	{"depth", func(s *Source, n ast.Node) error { return count(&s.Depth, n) }},
	{"max_docs", func(s *Source, n ast.Node) error { return count(&s.MaxDocs, n) }},
	{"delay", func(s *Source, n ast.Node) error { return duration(&s.Delay, n) }},
	{"hosts", func(s *Source, n ast.Node) error { return list(&s.Hosts, n, hostName) }},
	{"discover", func(s *Source, n ast.Node) error { return kinds(&s.Discover, n) }},
	{"paths", func(s *Source, n ast.Node) error { return list(&s.Paths, n, absolutePath) }},
	{"include", func(s *Source, n ast.Node) error { return patterns(&s.Include, n) }},
	{"exclude", func(s *Source, n ast.Node) error { return patterns(&s.Exclude, n) }},
	{"schedule", func(s *Source, n ast.Node) error { return checked(&s.Schedule.Cron, n, schedule.Check) }},
	{"time_zone", func(s *Source, n ast.Node) error { return zone(&s.Schedule.Zone, n) }},
	{"jitter", func(s *Source, n ast.Node) error { return duration(&s.Schedule.Jitter, n) }},
	{"overlap", func(s *Source, n ast.Node) error { return checked((*string)(&s.Schedule.Overlap), n, overlap) }},
}

// unset marks a source's delay that the file does not give.
const unset time.Duration = -1

// Parse reads one configuration; file is its name in messages. Unknown keys
// and values that do not fit are errors of type *Error.
func Parse(file string, data []byte) (*Config, error) {
	c := &Config{Delay: pipeline.DefaultDelay, Zone: time.Local, Sources: map[string]Source{}}
	tree, err := parser.ParseBytes(data, 0)
	if err == nil && len(tree.Docs) > 1 {
		err = at(tree.Docs[1].Body, "one document is expected, this is the second")
	}
	if err == nil && len(tree.Docs) == 1 && tree.Docs[0].Body != nil {
		err = fill(c, configKeys, tree.Docs[0].Body)
	}
	if err != nil {
		return nil, locate(file, err)
	}
	for name, s := range c.Sources {
		if s.Delay == unset {
			s.Delay = c.Delay
		}
		s.Schedule.Zone = cmp.Or(s.Schedule.Zone, c.Zone)
		c.Sources[name] = s
	}
	return c, nil
}

// locate names the file in an error from the parser or from a setting.
func locate(file string, err error) error {
	if e, ok := errors.AsType[*Error](err); ok {
		e.File = file
		return e
	}
	e := &Error{File: file, Message: err.Error()}
	if y, ok := errors.AsType[yaml.Error](err); ok {
		e.Message = y.GetMessage()
		if token := y.GetToken(); token != nil {
			e.Line, e.Column = token.Position.Line, token.Position.Column
		}
	}
	return e
}

func at(n ast.Node, format string, args ...any) error {
	e := &Error{Message: fmt.Sprintf(format, args...)}
	if n != nil && n.GetToken() != nil {
		e.Line, e.Column = n.GetToken().Position.Line, n.GetToken().Position.Column
	}
	return e
}

// fill sets the fields of into from a mapping whose keys must all be known.
func fill[T any](into *T, keys []key[T], n ast.Node) error {
	names := make([]string, len(keys))
	byName := map[string]key[T]{}
	for i, k := range keys {
		names[i], byName[k.name] = k.name, k
	}
	return eachEntry(n, func(name ast.Node, word string, value ast.Node) error {
		k, known := byName[word]
		if !known {
			return at(name, "unknown key %q%s", word, DidYouMean(word, names))
		}
		return k.set(into, value)
	})
}

// eachEntry visits the entries of a mapping in file order; a key without a value
// counts as absent.
func eachEntry(n ast.Node, visit func(name ast.Node, word string, value ast.Node) error) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return at(n, "want \"key: value\" lines, found %s", describe(n))
	}
	for entries := m.MapRange(); entries.Next(); {
		if entries.Value().Type() == ast.NullType {
			continue
		}
		word := entries.Key().GetToken().Value
		if err := visit(entries.Key(), word, entries.Value()); err != nil {
			return err
		}
	}
	return nil
}

func sources(into *map[string]Source, n ast.Node) error {
	return eachEntry(n, func(name ast.Node, word string, value ast.Node) error {
		s := Source{Depth: pipeline.DefaultDepth, Delay: unset, Discover: discover.Kinds, Schedule: schedule.Spec{Overlap: schedule.Skip}}
		if err := fill(&s, sourceKeys, value); err != nil {
			return err
		}
		if len(s.URLs) == 0 {
			return at(name, "source %q has no urls", word)
		}
		(*into)[word] = s
		return nil
	})
}

func text(into *string, n ast.Node) error {
	s, ok := n.(*ast.StringNode)
	if !ok {
		return at(n, "want text, found %s", describe(n))
	}
	*into = s.Value
	return nil
}

// checked takes a text that must pass the check.
func checked(into *string, n ast.Node, check func(string) error) error {
	if err := text(into, n); err != nil {
		return err
	}
	if err := check(*into); err != nil {
		return at(n, "%s", err)
	}
	return nil
}

func overlap(s string) error {
	if s != string(schedule.Skip) && s != string(schedule.Queue) {
		return fmt.Errorf("want %s or %s, found %q", schedule.Skip, schedule.Queue, s)
	}
	return nil
}

func zone(into **time.Location, n ast.Node) error {
	var name string
	return checked(&name, n, func(s string) (err error) {
		if *into, err = time.LoadLocation(s); err != nil {
			return fmt.Errorf("want a time zone such as Europe/London, found %q", s)
		}
		return nil
	})
}

func count(into *int, n ast.Node) error {
	i, ok := n.(*ast.IntegerNode)
	if ok {
		v, small := i.Value.(uint64)
		if small && v <= 1<<31-1 {
			*into = int(v)
			return nil
		}
	}
	return at(n, "want a whole number from 0, found %s", describe(n))
}

func duration(into *time.Duration, n ast.Node) error {
	d, err := time.ParseDuration(n.GetToken().Value)
	if err != nil || d < 0 {
		return at(n, "want a duration such as 500ms or 2s, found %s", describe(n))
	}
	*into = d
	return nil
}

// textOrList takes one text, or a sequence of them.
func textOrList(into *[]string, n ast.Node) error {
	if _, one := n.(*ast.StringNode); one {
		*into = make([]string, 1)
		return text(&(*into)[0], n)
	}
	return list(into, n, func(string) error { return nil })
}

// list takes a sequence of texts, each checked.
func list(into *[]string, n ast.Node, check func(string) error) error {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		return at(n, "want a list, found %s", describe(n))
	}
	for _, item := range seq.Values {
		var s string
		if err := text(&s, item); err != nil {
			return err
		}
		if err := check(s); err != nil {
			return at(item, "%s", err)
		}
		*into = append(*into, s)
	}
	return nil
}

// kinds takes kinds of lists; an empty sequence is none.
func kinds(into *[]discover.Kind, n ast.Node) error {
	var words, known []string
	for _, k := range discover.Kinds {
		known = append(known, string(k))
	}
	err := list(&words, n, func(s string) error {
		if slices.Contains(known, s) {
			return nil
		}
		return fmt.Errorf("want one of %s, found %q%s", strings.Join(known, ", "), s, DidYouMean(s, known))
	})
	*into = nil
	for _, w := range words {
		*into = append(*into, discover.Kind(w))
	}
	return err
}

// patterns takes regular expressions in the syntax of package regexp.
func patterns(into *[]*regexp.Regexp, n ast.Node) error {
	var texts []string
	return list(&texts, n, func(s string) error {
		p, err := regexp.Compile(s)
		*into = append(*into, p)
		return err
	})
}

func absolutePath(s string) error {
	if !strings.HasPrefix(s, "/") {
		return fmt.Errorf("want a path that begins with /, found %q", s)
	}
	return nil
}

func webAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return fmt.Errorf("want a URL that begins with http:// or https://, found %q", s)
	}
	return nil
}

func hostName(s string) error {
	u, err := url.Parse("//" + s)
	if s == "" || err != nil || u.Host != s {
		return fmt.Errorf("want a host name such as www.example.org, found %q", s)
	}
	return nil
}

// describe says what a node is, for a message.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.SequenceNode:
		return "a list"
	case ast.MapNode:
		return "a group of keys"
	}
	return fmt.Sprintf("%q", n.GetToken().Value)
}
