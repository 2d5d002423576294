package main

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/record"
	"assize/internal/term"
	"assize/pipeline/isolate"
)

func newSourcesTest(a *app) *cobra.Command {
	var asJSON, allowPrivate bool
	var contentType, address string
	cmd := &cobra.Command{
		Use:   "test FILE|URL|-",
		Short: "Say how a page is read and why, without storing it",
		Long: `test reads one page as crawl does, robots.txt included, and says which site
profile read it and which of the profile's expectations held, what the title, date
and report links are, what decided on each text, what was left out and why, and
which records would be stored. Nothing is.

A page that stands on a profile's host and is not as the profile expects is read by
the general rules; that is said as profile_mismatch, here and by crawl.`,
		Example: `  assize sources test https://www.example.org/reports/wenlow/
  assize sources test saved.html --url https://www.example.org/reports/wenlow/ --json`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, err := a.input(cmd.Context(), args[0], allowPrivate)
			if err != nil {
				return a.documentFailed(err)
			}
			if contentType != "" {
				in.ContentType = contentType
			}
			if address != "" {
				if in.URL, err = url.Parse(address); err != nil || !isWebAddress(address) {
					return usage(cmd, fmt.Errorf("--url %q is no web address", address))
				}
			}
			return a.try(cmd.Context(), in, asJSON)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	flags.StringVar(&address, "url", "", "take a saved page for the one at this `ADDRESS`")
	flags.StringVar(&contentType, "content-type", "", "take the input for this media `TYPE`, such as text/html")
	flags.BoolVar(&allowPrivate, "allow-private", false, "fetch from private network addresses, too")
	return cmd
}

// try prints a trial of the input.
func (a *app) try(ctx context.Context, in extractors.Input, asJSON bool) error {
	in.Explain = true
	pool := isolate.New(isolate.Options{})
	defer pool.Close()
	result, failure := pool.Extract(ctx, in)
	if result.Doc != nil {
		t := newTrial(result)
		print := t.print
		if asJSON {
			print = func(s *term.Screen) error { return printJSON(s, t) }
		}
		if err := print(a.screen(a.out)); err != nil {
			return err
		}
	}
	if failure != nil {
		return a.documentFailed(failure)
	}
	return nil
}

// A trial is what reading a page would yield and what decided on it.
type trial struct {
	URL       string            `json:"url"`
	Profile   string            `json:"profile"`
	Mismatch  string            `json:"profile_mismatch,omitempty"`
	Content   string            `json:"content"`
	Expected  []expectation     `json:"expectations"`
	Title     string            `json:"title"`
	TitleFrom string            `json:"title_from"`
	Published *record.Date      `json:"published"`
	Type      record.DocType    `json:"doc_type"`
	Publisher string            `json:"publisher"`
	Links     []record.Link     `json:"links"`
	Notes     []extractors.Note `json:"notes"`
	Blocks    []decision        `json:"blocks"`
	Left      []decision        `json:"left_out"`
	Records   []trialRecord     `json:"records"`
}

type expectation struct {
	Part      string   `json:"part"`
	Held      bool     `json:"held"`
	Selectors []string `json:"selectors"`
	By        string   `json:"by,omitempty"`
	Found     string   `json:"found,omitempty"`
}

type decision struct {
	Kind   string `json:"kind,omitempty"` // as in the items format; "" for what is no block
	Path   string `json:"path"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

type trialRecord struct {
	Kind record.Kind `json:"kind"`
	Rule string      `json:"rule"`
	Text string      `json:"text"`
}

func newTrial(r extractors.Result) *trial {
	d := &r.Document
	t := &trial{
		URL: d.URL, Title: d.Title, TitleFrom: titleFrom(r), Published: d.Published, Type: d.Type, Publisher: d.Publisher,
		Links: d.Links, Notes: slices.Concat([]extractors.Note{}, r.Notes),
		Expected: []expectation{}, Blocks: []decision{}, Left: []decision{}, Records: []trialRecord{},
	}
	if e := r.Doc.Explanation; e != nil {
		t.Profile, t.Mismatch, t.Content = e.Profile, e.Mismatch, e.Content
		for _, x := range e.Expected {
			t.Expected = append(t.Expected, expectation{x.Part, x.By != "", x.Selectors, x.By, x.Found})
		}
		for i, k := range e.Kept {
			t.Blocks = append(t.Blocks, decision{r.Doc.Blocks[i].Tag(), k.Path, k.Text, k.Reason})
		}
		for _, l := range e.Left {
			t.Left = append(t.Left, decision{"", l.Path, l.Text, l.Reason})
		}
	} else {
		t.Content = "all of it"
		for i := range r.Doc.Blocks {
			b := &r.Doc.Blocks[i]
			t.Blocks = append(t.Blocks, decision{b.Tag(), b.Path, opening(b.Text), r.Doc.Method})
		}
	}
	for _, rec := range r.Records {
		t.Records = append(t.Records, trialRecord{rec.Head().Kind, rec.Head().Rule, opening(rec.Head().Text)})
	}
	return t
}

// opening is as much of a text as a trial shows.
func opening(text string) string {
	const most = 80
	return term.Fit(term.Clean(text), most)
}

// titleFrom is the place of the page that the title was read from: the first that
// has it whole, else the first that has it at all.
func titleFrom(r extractors.Result) string {
	title := r.Document.Title
	for _, has := range []func(string) bool{
		func(value string) bool { return value == title },
		func(value string) bool { return title != "" && strings.Contains(value, title) },
	} {
		i := slices.IndexFunc(r.Doc.Properties, func(p block.Property) bool { return p.Name == "title" && has(p.Value) })
		if i >= 0 {
			return r.Doc.Properties[i].From
		}
	}
	if title != "" {
		return "heading"
	}
	return ""
}

// print sets the trial for people: what the page is, then its blocks, what was
// left out and the records, each with what decided.
func (t *trial) print(s *term.Screen) error {
	facts := &term.Table{Columns: []term.Column{{}, {Share: 1}}}
	add := func(name, value string) {
		if value != "" {
			facts.Row(name, value)
		}
	}
	facts.Row("profile", cmp.Or(t.Profile, "none; the general rules read it"))
	add("profile_mismatch", t.Mismatch)
	add("content", t.Content)
	for _, e := range t.Expected {
		if e.Held {
			facts.Row("expected "+e.Part, "found by "+e.By+": "+e.Found)
		} else {
			facts.Row("expected "+e.Part, "NOT FOUND by "+strings.Join(e.Selectors, ", "))
		}
	}
	facts.Row("title", joinNonEmpty(", from ", t.Title, t.TitleFrom))
	if p := t.Published; p != nil {
		facts.Row("published", fmt.Sprintf("%s, from %s: %s", p.Value, p.From, p.Raw))
	} else {
		facts.Row("published", "not stated")
	}
	add("type", string(t.Type))
	add("publisher", t.Publisher)
	for _, l := range t.Links {
		facts.Row(string(l.Rel), joinNonEmpty(": ", l.Text, l.URL))
	}
	for _, n := range t.Notes {
		if n.Message != t.Mismatch {
			facts.Row(n.Code, n.Message)
		}
	}
	if err := facts.Print(s); err != nil {
		return err
	}
	tables := []struct {
		first, text, why string
		rows             func(add func(first, text, why string))
	}{
		{"BLOCK", "TEXT", "KEPT BY", func(add func(first, text, why string)) {
			for _, b := range t.Blocks {
				add(b.Kind, b.Text, b.Reason)
			}
		}},
		{"LEFT OUT", "TEXT", "BECAUSE OF", func(add func(first, text, why string)) {
			for _, l := range t.Left {
				add("-", l.Text, l.Reason)
			}
		}},
		{"RECORD", "TEXT", "RULE", func(add func(first, text, why string)) {
			for _, r := range t.Records {
				add(string(r.Kind), r.Text, r.Rule)
			}
		}},
	}
	for _, table := range tables {
		rows := &term.Table{Columns: []term.Column{{Title: table.first}, {Title: table.text, Share: 3}, {Title: table.why, Share: 2}}}
		table.rows(func(first, text, why string) { rows.Row(first, text, why) })
		if s.Terminal {
			fmt.Fprintln(s)
		}
		if err := rows.Print(s); err != nil {
			return err
		}
	}
	return nil
}
