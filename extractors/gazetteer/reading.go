package gazetteer

import (
	"cmp"
	"slices"
)

// A Tagger finds the names of people and bodies in a text, in order and apart
// from each other. Rules is one.
type Tagger interface{ Names(text string) []Name }

// A Reading is who and what a document names.
type Reading struct {
	Named         []Mentioned
	Abbreviations []Abbreviation
	tagger        Tagger
}

// Mentioned is an entity, and how often a document names it.
type Mentioned struct {
	*Entity
	Times int
}

// Read finds the people and bodies of a document, the most often named first. A
// line is a text of its own: no name goes on in the next.
func Read(text string, tagger Tagger) *Reading {
	r := &Reading{Abbreviations: Abbreviations(text), tagger: tagger}
	at := map[string]int{} // place in Named, by kind and name
	for _, n := range tagger.Names(text) {
		key := string(n.Entity.Kind) + " " + n.Entity.Name
		i, seen := at[key]
		if !seen {
			i = len(r.Named)
			at[key] = i
			r.Named = append(r.Named, Mentioned{Entity: n.Entity})
		}
		r.Named[i].Times++
	}
	slices.SortStableFunc(r.Named, func(a, b Mentioned) int { return cmp.Compare(b.Times, a.Times) })
	return r
}

// Body is the first body that a text names, as written, or "". Inspectorates
// report, and are not reported on.
func (r *Reading) Body(text string) string {
	for _, n := range r.tagger.Names(text) {
		if n.Entity.Kind != Person && n.Entity.Kind != Inspectorate {
			return text[n.Start:n.End]
		}
	}
	return ""
}

// Inspected is the listed entity that the name of an inspected body stands for,
// alone or, for a kind that the inspection's programme tells, without the words
// around it (Dorset); else nil.
func (r *Reading) Inspected(name string, kind Kind) *Entity {
	if names := r.tagger.Names(name); len(names) == 1 && names[0].Entity.Kind != Person {
		return r.entity(names[0].Entity)
	}
	return Embedded().Lookup(kind, name)
}

// entity is the one that the document names where it names it.
func (r *Reading) entity(e *Entity) *Entity {
	for _, m := range r.Named {
		if m.Kind == e.Kind && m.Name == e.Name {
			return m.Entity
		}
	}
	return e
}

// HeldIn reports whether a person held the role on a day, ISO 8601, or may have.
func (e *Entity) HeldIn(day string) bool {
	to := e.To
	if to == "" {
		to = "9"
	}
	return e.From <= day && day[:min(len(day), len(to))] <= to
}
