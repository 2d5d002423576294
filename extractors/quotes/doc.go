// Package quotes reads who said what: block quotes and stretches between
// quotation marks, each credited by a ladder of rules that goes from sure to
// likely and stops before guessing. A quote that nobody is credited with keeps
// an empty speaker; marks around a term, title, rating or scare quote are no
// quote and yield nothing.
//
// The order of the rungs follows the quotation attribution literature (Muzny et
// al., A Two-stage Sieve Approach for Quote Attribution, EACL 2017): block
// structure first, then syntax beside the quote, then the discourse around it.
//
// A quote is read in four steps. The marks of each paragraph are paired
// (marks.go). What they hold is put aside where it is a term, a title, a rating
// or a label (classify.go). The rest climbs the ladder (ladder.go), whose rungs
// read the clauses beside the quote (clauses.go, cues.go) with a small grammar of
// noun phrases (grammar.go), and the paragraphs before it. Whoever is found is
// resolved to the fullest form that the document gives (cast.go, speaker.go).
// A quote whose sentence goes on behind its credit, or whose marks are opened
// again in the next paragraph, is one record with a span for each stretch
// (emit.go).
//
// The rung that credited a quote is the record's rule, and its confidence is the
// share of quotes which that rung credits rightly among all that it yields in
// the training part of PolNeAR (840 news articles marked by hand), rounded to two
// places; that of no-credit is the share of its quotes that are somebody's words.
// Three rungs that news does not show often enough have theirs from judgement:
// signature, cite and statement. On ten cases or fewer rest those of
// subject-colon and last-speaker. go run ./internal/testkit/eval quotes measures
// the whole.
package quotes
