package store

import (
	"hash/maphash"

	"assize/pipeline/frontier"
)

// offered remembers some of the tasks that a run has offered already: menus are
// on every page, and most links lead where others led. It holds a fixed number,
// each in the one place that its address gives it, so that forgetting costs
// nothing but a question to the database.
type offered struct {
	seed  maphash.Seed
	tasks []offer
}

type offer struct {
	source, url string
	depth       int
}

const offersHeld = 1 << 15

func newOffered() *offered {
	return &offered{seed: maphash.MakeSeed(), tasks: make([]offer, offersHeld)}
}

// again says whether the task was offered before, as near to a seed, and
// remembers it.
func (o *offered) again(t frontier.Task) bool {
	place := &o.tasks[maphash.String(o.seed, t.URL)%offersHeld]
	if place.url == t.URL && place.source == t.Source && place.depth <= t.Depth {
		return true
	}
	*place = offer{t.Source, t.URL, t.Depth}
	return false
}
