package content

import (
	"assize/extractors/pdfdoc/content/syntax"
	"assize/extractors/pdfdoc/content/tidy"
)

// layers are the optional content groups of a file in the state that they have
// when it is opened (8.11.4.3).
type layers struct {
	objects *tidy.Result
	off     map[int]bool // by object number
}

func readLayers(objects *tidy.Result) *layers {
	l := &layers{objects: objects, off: map[int]bool{}}
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

// hide reports whether a group, or a membership dictionary (8.11.2.2) by its
// policy, takes what belongs to it off the page.
func (l *layers) hide(group syntax.Object) bool {
	if len(l.off) == 0 || group.Kind != syntax.Ref {
		return false
	}
	membership := l.objects.Resolve(group)
	if !membership.Get("Type").Is("OCMD") {
		return l.off[group.Int()]
	}
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
		off = m.objects.layers.hide(reference(m.resources.Key("Properties"), properties))
		m.hidden[properties] = off
	}
	return off
}
