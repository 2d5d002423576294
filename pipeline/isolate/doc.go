// Package isolate runs extraction in child processes of the same binary, so
// that a parser that panics, hangs, overflows its stack or eats memory ends one
// document and never the run. Workers stay warm between documents; one that has
// failed is killed with whatever it has started, and replaced. The document gets
// a typed outcome (package fault): parser_panic, timeout or out_of_memory.
//
// A PDF file gets more: its worker tells which page it has begun, so that the
// page which ended it is known, and the file is read again without that page, or
// in another way (attempt.go). All attempts share the document's one time limit,
// and each has a deadline of its own some time before its end, at which it
// delivers what it has read. Time is the worker's CPU time (package meter), so that
// an outcome depends on the document and not on what else the machine does; a
// limit on wall clock time stands behind it, for a worker that is blocked.
//
// A worker speaks frames on its standard streams: a frame is a length (4 bytes,
// big endian), a byte that tells its kind, and that many bytes. The parent sends
// a request (JSON) and a snapshot; the worker answers with any number of
// frames that tell a number in decimal (the page that is begun; the CPU time of the
// process that is not the document's) and one answer (JSON). A worker
// ends when its standard input does.
package isolate
