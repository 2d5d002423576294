package content

import (
	"assize/extractors/pdfdoc/content/syntax"
	"assize/extractors/pdfdoc/content/tidy"

	"github.com/ledongthuc/pdf"
)

// layers are the optional content groups of a file in the state that they have
// when it is opened (8.11.4.3).
type layers struct {
	objects *tidy.Result
	off     map[int]bool // groups, by object number
	hidden  map[int]bool // what hide has said, by object number
}

func readLayers(objects *tidy.Result) *layers {
	l := &layers{objects: objects, off: map[int]bool{}, hidden: map[int]bool{}}
	properties := objects.Resolve(objects.Catalog().Get("OCProperties"))
	initial := objects.Resolve(properties.Get("D"))
	if objects.Resolve(initial.Get("BaseState")).Is("OFF") {
		l.set(properties.Get("OCGs"), true)
	}
	l.set(initial.Get("ON"), false)
	l.set(initial.Get("OFF"), true)
	return l
}

func (l *layers) set(groups syntax.Object, off bool) {
	for _, group := range l.objects.Resolve(groups).Items {
		if group.Kind == syntax.Ref {
			l.off[group.Int()] = off
		}
	}
}

// hide reports whether a group or a membership dictionary takes what belongs to
// it off the page.
func (l *layers) hide(group syntax.Object) bool {
	if len(l.off) == 0 || group.Kind != syntax.Ref {
		return false
	}
	hidden, known := l.hidden[group.Int()]
	if !known {
		hidden = l.off[group.Int()]
		if membership := l.objects.Resolve(group); membership.Get("Type").Is("OCMD") {
			hidden = l.hideMember(membership)
		}
		l.hidden[group.Int()] = hidden
	}
	return hidden
}

// hideMember follows the policy of a membership dictionary (8.11.2.2).
func (l *layers) hideMember(membership syntax.Object) bool {
	groups := []syntax.Object{membership.Get("OCGs")}
	if list := l.objects.Resolve(groups[0]); list.Kind == syntax.Array {
		groups = list.Items
	}
	on, off := 0, 0
	for _, g := range groups {
		switch {
		case g.Kind != syntax.Ref:
		case l.off[g.Int()]:
			off++
		default:
			on++
		}
	}
	switch policy := l.objects.Resolve(membership.Get("P")); {
	case on+off == 0:
		return false
	case policy.Is("AllOn"):
		return off > 0
	case policy.Is("AnyOff"):
		return off == 0
	case policy.Is("AllOff"):
		return on > 0
	}
	return on == 0
}

// switchedOff reports whether a property list of the current resources is a
// layer that is off.
func (m *machine) switchedOff(properties string) bool {
	off, known := m.hidden[properties]
	if !known {
		off = m.objects.layers.hide(m.reference(m.resources.Key("Properties"), properties))
		m.hidden[properties] = off
	}
	return off
}

// printCost is how many printed bytes count as an operator.
const printCost = 10

// reference is a key of a dictionary or a stream as it stands there, where that
// is a reference: the library follows references silently, but prints them.
func (m *machine) reference(v pdf.Value, key string) syntax.Object {
	if v.Key(key).Kind() == pdf.Null {
		return syntax.Object{}
	}
	printed := v.String()
	m.operators += len(printed) / printCost
	m.count()
	return syntax.NewLexer([]byte(printed), 0).Next().Get(key)
}
