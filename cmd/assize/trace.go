package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors/collate"
	"assize/extractors/record"
	"assize/internal/term"
	"assize/internal/tracing"
	"assize/pipeline/store"
)

func newTrace(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "trace RECORD|DOCUMENT",
		Short: "Say where else a statement stands, on which page and in which words",
		Long: `trace holds the quotes, findings and recommendations of a document, or one of
them, against the other documents that have to do with it: the report that it
links to, pages that report on it, documents that share statements with it, and
those about the same body at the same time. It says in which of them each
statement stands, on which page, and how the words differ.

  verbatim  the same words
  marked    words are left out or put in, with an ellipsis or brackets
  cut       words are left out, without a mark
  altered   words are put in or changed
  part      a run of words is the same, most are not
  nowhere   it was not found

[-words-] stand at the place and not in the statement, {+words+} in the statement
and not at the place. Of a document, each statement has one row: the first of the
documents in which it stands; of a record, every place has one. On a pipe a row is
id, verdict, document, page, link and text, parted by tabs.

A document may be given by its id or its address, a record by its id.`,
		Example: `  assize trace https://www.example.org/news/press-release/
  assize trace q_0d4f3c2b1a --json`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.trace(cmd.Context(), args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON value: the documents compared, and each statement with its places and differences")
	return cmd
}

func (a *app) trace(ctx context.Context, name string, asJSON bool) error {
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	t, one, err := traceNamed(ctx, st, name)
	if err != nil {
		return err
	}
	for _, l := range t.NotStored {
		fmt.Fprintf(a.err, "note: the report is not in the store; assize crawl %s\n", term.Clean(l.URL))
	}
	if len(t.Compared) == 0 {
		return nothingToCompare(t)
	}
	if asJSON {
		return printJSON(a.out, t)
	}
	return a.printTrace(t, one)
}

// traceNamed traces a document, given by its id or its address, or one record.
func traceNamed(ctx context.Context, st *store.Store, name string) (t *tracing.Trace, one bool, err error) {
	if isWebAddress(name) || exists(name) {
		address, err := sourceURL(name)
		if err != nil {
			return nil, false, err
		}
		page, err := st.Page(ctx, address)
		if errors.Is(err, store.ErrNotFound) || err == nil && page.Document == "" {
			return nil, false, fmt.Errorf("%s is not in the store; crawl it with: assize crawl %s", name, name)
		}
		if err != nil {
			return nil, false, err
		}
		t, err = tracing.Document(ctx, st, page.Document)
		return t, false, err
	}
	id, err := st.Resolve(ctx, name)
	if err != nil {
		return nil, false, err
	}
	e, err := st.Record(ctx, id)
	if err != nil {
		return nil, false, err
	}
	if e.Record == nil {
		t, err = tracing.Document(ctx, st, id)
		return t, false, err
	}
	t, err = tracing.Record(ctx, st, e.Document.ID, id)
	return t, true, err
}

func nothingToCompare(t *tracing.Trace) error {
	next := "crawl the report that it is about, or the pages that report on it"
	if len(t.NotStored) > 0 {
		next = "assize crawl " + t.NotStored[0].URL
	}
	return fmt.Errorf("nothing to compare %s with: no other document in the store is linked with it, shares a statement with it or names the same body; %s",
		t.Document.ID, next)
}

// nowhere is the verdict on a statement that was not found.
const nowhere = "nowhere"

func (a *app) printTrace(t *tracing.Trace, one bool) error {
	screen := a.screen(a.out)
	numbers := map[record.ID]int{}
	for i, c := range t.Compared {
		numbers[c.Document.ID] = i + 1
	}
	table := &term.Table{}
	if screen.Terminal {
		printCompared(screen, t)
		table.Columns = []term.Column{{Title: "VERDICT"}, {Title: "WHERE"}, {Title: "STATEMENT", Share: 1}, {Title: "ID"}}
	}
	row := func(s *tracing.Statement, p *tracing.Place) {
		verdict, text := nowhere, term.Text{String: s.Record.Head().Text}
		if p != nil {
			verdict, text = string(p.Verdict), edited(s, p)
		}
		id := string(s.Record.Head().ID)
		if screen.Terminal {
			table.Texts(term.Text{String: verdict}, term.Text{String: where(p, numbers)}, text, term.Text{String: id[:shortID]})
			return
		}
		document, page, open := "", "", ""
		if p != nil {
			document, page, open = string(p.Document), pages(p.Spans), p.Open
		}
		table.Texts(term.Text{String: id}, term.Text{String: verdict}, term.Text{String: document}, term.Text{String: page}, term.Text{String: open}, text)
	}
	counts := map[string]int{}
	for i := range t.Statements {
		s := &t.Statements[i]
		if best := s.Best(); best == nil {
			counts[nowhere]++
		} else {
			counts[string(best.Verdict)]++
		}
		if !one || len(s.Places) == 0 {
			row(s, s.Best())
			continue
		}
		for k := range s.Places {
			row(s, &s.Places[k])
		}
	}
	if err := table.Print(screen); err != nil {
		return err
	}
	fmt.Fprintln(a.err, summed(len(t.Statements), counts))
	return nil
}

// summed is how many statements had which verdict.
func summed(statements int, counts map[string]int) string {
	var parts []string
	for _, v := range append(verdictNames(), nowhere) {
		if counts[v] > 0 {
			parts = append(parts, strconv.Itoa(counts[v])+" "+v)
		}
	}
	noun := " statements"
	if statements == 1 {
		noun = " statement"
	}
	return joinNonEmpty(": ", strconv.Itoa(statements)+noun, strings.Join(parts, ", "))
}

func verdictNames() []string {
	var names []string
	for _, v := range collate.Verdicts {
		names = append(names, string(v))
	}
	return names
}

// printCompared prints the document and those that it is compared with, numbered
// as the table refers to them.
func printCompared(screen *term.Screen, t *tracing.Trace) {
	fmt.Fprintf(screen, "%s\n", screen.Bold(term.Clean(t.Document.Title)))
	table := &term.Table{Columns: []term.Column{{}, {Share: 1}}}
	for i, c := range t.Compared {
		d := c.Document
		table.Row(strconv.Itoa(i+1), joinNonEmpty(", ", d.Title, string(d.Type), dateOf(d))+" ("+string(c.Why)+")")
		table.Row("", d.URL)
	}
	table.Print(screen)
	fmt.Fprintln(screen)
}

// where is the number of the document and the page.
func where(p *tracing.Place, numbers map[record.ID]int) string {
	if p == nil {
		return ""
	}
	page := pages(p.Spans)
	if page != "" {
		page = "p. " + page
	}
	return joinNonEmpty(" ", strconv.Itoa(numbers[p.Document]), page)
}

// longCut is how many words that were left out are shown in full.
const longCut = 12

// edited is the statement with its differences from what stands at the place.
func edited(s *tracing.Statement, p *tracing.Place) term.Text {
	statement, place := []rune(s.Record.Head().Text), []rune(p.Text)
	var text term.Text
	add := func(piece string, added bool) {
		if strings.TrimSpace(piece) == "" {
			return
		}
		if text.String != "" && !strings.HasSuffix(text.String, " ") {
			text.String += " "
		}
		from := len(text.String)
		text.String += strings.TrimRight(piece, " ")
		text.Edits = append(text.Edits, term.Edit{Range: [2]int{from, len(text.String)}, Added: added})
		text.String += " "
	}
	for _, d := range p.Differences {
		own := string(statement[d.Statement[0]:d.Statement[1]])
		if d.Equal {
			text.String += own
			continue
		}
		add(shortened(string(place[d.Place[0]:d.Place[1]])), false)
		add(own, true)
	}
	return text
}

// shortened keeps the beginning and the end of a long passage.
func shortened(s string) string {
	words := strings.Fields(s)
	if len(words) <= longCut {
		return s
	}
	return strings.Join(words[:longCut/2], " ") + " … " + strings.Join(words[len(words)-longCut/2:], " ")
}
