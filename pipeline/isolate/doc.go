// Package isolate runs extraction in child processes of the same binary, so
// that a parser that panics, hangs, overflows its stack or eats memory ends one
// document and never the run. Workers stay warm between documents; one that has
// failed is killed and replaced, and the document gets a typed outcome (package
// fault): parser_panic, timeout or out_of_memory.
//
// A worker speaks frames on its standard streams: a frame is a length (4 bytes,
// big endian) and that many bytes. The parent sends two, a JSON header and the
// snapshot; the worker answers with one, the JSON answer. A worker ends when its
// standard input does.
package isolate
