package ratings

import (
	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/vocab"
)

// longestLabel is the most words of a cell that names what is judged.
const longestLabel = 30

// A grid is what the first row and the values of a table say of its columns.
type grid struct {
	headers        map[int]string // of the columns behind the first
	values         map[int]int    // how many judgements each row holds
	many           bool           // some row holds more than one
	prior, current int            // columns, see priorColumn
	dropped        map[int]bool
}

func (x *extraction) gridOf(cells []block.Block) grid {
	g := grid{headers: map[int]string{}, values: map[int]int{}}
	judged := map[int]string{} // the headers of columns with judgements
	for k := range cells {
		c := &cells[k]
		value := x.value(c.Text) != ""
		if c.Row == cells[0].Row && c.Col > 1 && !value {
			g.headers[c.Col] = c.Text
		}
		if value {
			g.values[c.Row]++
			g.many = g.many || g.values[c.Row] > 1
			if g.headers[c.Col] != "" {
				judged[c.Col] = g.headers[c.Col]
			}
		}
	}
	g.prior, g.current, g.dropped = priorColumn(judged)
	if g.prior > 0 && len(judged) < 2 {
		g.prior = 0
	}
	return g
}

// table reads rows whose cell is a judgement and nothing else. In a grid, the
// column's header is part of the subject, unless the columns are inspections.
func (x *extraction) table(from, to int) {
	cells := x.doc.Blocks[from:to]
	if x.headings.Of(cells[0].Section).Duty == vocab.Apparatus {
		return
	}
	g := x.gridOf(cells)
	first, label, fraction := len(x.out), -1, (*record.Score)(nil)
	for k := range cells {
		c := &cells[k]
		value, reason := x.value(c.Text), refusal(c.Text)
		if value == "" && words(c.Text) >= sentenceWords {
			x.sentence(from + k)
		}
		if label < 0 || cells[label].Row != c.Row {
			label = k
			if value != "" {
				label = -1
			}
			continue
		}
		if words(cells[label].Text) > longestLabel || g.dropped[c.Col] || c.Col == g.prior {
			continue
		}
		subject := named(cells[label].Text)
		if s := scored(c.Text); s != nil && vocab.HasPhrase(vocab.Key(subject), "score") {
			fraction = s
		}
		if value == "" && (reason == "" || len(g.values) == 0) {
			continue
		}
		if g.many && g.headers[c.Col] != "" && g.current == 0 && !(g.prior > 0 && len(g.headers) == 2) {
			subject += ": " + g.headers[c.Col]
		}
		spans := row(cells[label].Spans, c.Spans)
		var r *record.Rating
		if value == "" {
			r = x.addRefused(subject, c.Text, reason, record.InTable, spans, &cells[label])
		} else {
			r = x.add(subject, c.Text, value, record.InTable, spans, &cells[label])
		}
		r.Rule, r.Confidence = "table-row", rowConfidence
		if g.values[c.Row] > 1 && g.headers[c.Col] == "" {
			r.Confidence, r.Flags = columnlessConfidence, []string{columnUnknown}
		}
		if was := cellAt(cells, c.Row, g.prior); was != nil {
			x.earlier(r, x.value(was.Text), was.Text, g.headers[g.prior])
		}
		x.claimed[from+label], x.claimed[from+k] = true, true
	}
	for _, r := range x.out[first:] {
		if r.Subject == overallSubject && fraction != nil {
			r.Score = fraction
		}
	}
}

func cellAt(cells []block.Block, row, col int) *block.Block {
	for k := range cells {
		if col > 0 && cells[k].Row == row && cells[k].Col == col {
			return &cells[k]
		}
	}
	return nil
}

// row joins the spans of a label and of its value. Where a wrapped label runs on
// past the value the two cannot be read in one go, and the value stands alone.
func row(label, value []block.Span) []block.Span {
	if len(label) > 0 && len(value) > 0 && label[len(label)-1].End > value[0].Start {
		return value
	}
	return append(append([]block.Span{}, label...), value...)
}
