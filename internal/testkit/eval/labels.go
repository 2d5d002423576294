package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"assize/extractors/record"
)

// A label is a record that a reader of the document says must be there. The
// notation of a labels file is one record a line, its kind and then its text,
// and the record's fields indented below it:
//
//	finding Too many children wait … five working days.
//	  metric 14 of the 40
//	recommendation [3] fill the vacant posts by December 2024
//	  to HM Prison and Probation Service
//	  by by December 2024
//	rating Safety = reasonably good
//	  prior poor
//	quote We shall be back within the year.
//	  speaker Helena Strand
//
// “…” stands for what is left out of a long text, [3] is the printed number, and
// the value of a rating that was refused is “not rated”.
type label struct {
	kind   record.Kind
	text   string              // of a rating: its subject
	fields map[string][]string // by the notation's words
}

// labelFields are the fields of each kind. A field that a label lacks is one
// that the record must lack too, but for those that stand for themselves: every
// finding has a polarity, every recommendation a type.
var labelFields = map[record.Kind][]string{
	record.KindFinding:        {"parent", "subject", "polarity", "metric"},
	record.KindRecommendation: {"number", "type", "to", "by", "parent", "see", "reply"},
	record.KindRating:         {"value", "prior", "direction", "score"},
	record.KindQuote:          {"speaker"},
}

// defaults are the values of fields that labels leave out.
var defaults = map[string]string{"polarity": string(record.PolarityUnknown), "type": string(record.TypeRecommendation)}

// A labelled document and what must be read from it.
type labelled struct {
	name   string
	body   []byte
	labels []label
}

// readLabelled reads the documents of a folder and the labels beside them.
func readLabelled(folder fs.FS) ([]labelled, error) {
	files, err := fs.Glob(folder, "*.labels")
	if err != nil {
		return nil, err
	}
	var docs []labelled
	for _, file := range files {
		stem := strings.TrimSuffix(file, ".labels")
		sources, err := fs.Glob(folder, stem+".*")
		if err != nil {
			return nil, err
		}
		sources = slices.DeleteFunc(sources, func(s string) bool { return path.Ext(s) == ".labels" })
		if len(sources) != 1 {
			return nil, fmt.Errorf("%s: want one document beside it, found %q", file, sources)
		}
		d := labelled{name: sources[0]}
		if d.body, err = fs.ReadFile(folder, sources[0]); err != nil {
			return nil, err
		}
		notation, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		if d.labels, err = parseLabels(string(notation)); err != nil {
			return nil, fmt.Errorf("%s:%w", file, err)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

func parseLabels(notation string) ([]label, error) {
	var out []label
	for i, line := range strings.Split(strings.TrimSpace(notation), "\n") {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasPrefix(line, " ") {
			if len(out) == 0 || !slices.Contains(labelFields[out[len(out)-1].kind], word) || rest == "" {
				return nil, fmt.Errorf("%d: no field of a record: %q", i+1, line)
			}
			out[len(out)-1].fields[word] = append(out[len(out)-1].fields[word], rest)
			continue
		}
		l := label{kind: record.Kind(word), text: rest, fields: map[string][]string{}}
		if labelFields[l.kind] == nil || rest == "" {
			return nil, fmt.Errorf("%d: no record: %q", i+1, line)
		}
		if number, text, ok := strings.Cut(rest, "] "); ok && strings.HasPrefix(number, "[") {
			l.text, l.fields["number"] = text, []string{number[1:]}
		}
		if subject, value, ok := strings.Cut(rest, " = "); ok && l.kind == record.KindRating {
			l.text, l.fields["value"] = subject, []string{value}
		}
		out = append(out, l)
	}
	return out, nil
}

// says reports whether a text is the one that a label gives, with “…” for what
// is left out.
func says(written, text string) bool {
	text = record.Normalise(text)
	before, after, cut := strings.Cut(record.Normalise(written), "…")
	if !cut {
		return text == before
	}
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	return len(text) >= len(before)+len(after) && strings.HasPrefix(text, before) && strings.HasSuffix(text, after)
}
