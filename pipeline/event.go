package pipeline

import (
	"sync"

	"assize/extractors/fault"
	"assize/extractors/record"
)

// An EventKind is what happened.
type EventKind string

// The events. Each task ends in one of Stored, Unchanged, Listed, Suspect, Failed and Skipped.
const (
	Queued    EventKind = "queued"    // seeds were added; Count says how many
	Fetched   EventKind = "fetched"   // bytes came
	Retrying  EventKind = "retrying"  // the host was busy or silent; the URL comes again later
	Extracted EventKind = "extracted" // records were read
	Stored    EventKind = "stored"    // the document and its records are in the store
	Listed    EventKind = "listed"    // a list of addresses was read, or could not be; Count says how many addresses it brought
	Unchanged EventKind = "unchanged" // the page is as it is stored
	Suspect   EventKind = "suspect"   // the address answers with something else; what it held stays
	Failed    EventKind = "failed"
	Skipped   EventKind = "skipped"   // a link led to what robots.txt or its kind rules out
	Clustered EventKind = "clustered" // statements that stand in several places were found; Count says of how many records that changed
	Indexed   EventKind = "indexed"   // changes were applied to the index; Count says how many
)

// An Event is one step of a run.
type Event struct {
	Kind     EventKind
	URL      string
	Source   string
	Code     fault.Code // of what failed, or of what a stored document lacks
	Message  string
	Document record.ID
	Count    int // records, seeds or changes
	Bytes    int64
}

// An Observer is told what happens, one event at a time, and must not take long.
type Observer interface{ Event(Event) }

// serial makes one event wait for another.
type serial struct {
	mu sync.Mutex
	to Observer
}

func (s *serial) event(e Event) {
	if s.to == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to.Event(e)
}
