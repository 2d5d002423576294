package main

import (
	"assize/extractors/fault"
	"assize/internal/term"
)

// advice is what to do next about a document that could not be read. Faults of
// fetching carry their own.
var advice = map[fault.Code]string{
	fault.Encrypted:    "read it with 'assize extract --password'",
	fault.Memory:       "nothing else was affected; please report the document",
	fault.NotAReport:   "look at it in a browser; what was stored before stays",
	fault.SoftRedirect: "look at it in a browser; what was stored before stays",
	fault.Panic:        "nothing else was affected; please report the document",
}

// explain is one line for people: what failed where, and what to do next.
func explain(message string, code fault.Code) string {
	line := term.Clean(message)
	if next := advice[code]; next != "" {
		line += "; " + next
	}
	return line
}
