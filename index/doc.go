// Package index finds records by their words and fields. It is a cache: all that
// it holds can be had again from the store, which it follows by sequence number,
// and Rebuild makes it anew. It is the only package that knows bleve.
//
// An index is a folder:
//
//	current     the name of the generation in use
//	g000001     that generation, a bleve index
//	lock        held by the one process that may write
//	socket      where that process answers the searches of others
//
// Rebuild makes the next generation beside the one in use and then replaces
// current by a rename, so that a crash leaves the one or the other. Several
// processes may read at the same time; a writer excludes them all, but can answer
// their searches at a socket (Serve, Ask). Generations
// that are not current are left over from a crash, and the next writer removes
// them.
//
// Hits are collected here and not by bleve: orders, counts of values and groups
// come out of columns (package column), which are made of a segment's postings when
// a search first needs them and live as long as the segment does. Nothing of a
// record is stored, and no value is looked up hit by hit.
//
// The text of a record is indexed twice: stemmed, for words, and as it stands,
// for phrases and patterns. A score is the sum of the BM25 of each word, in the text,
// and with less weight in the headings above it and the title, and of pairs of words
// that stand side by side as they do in the query. testdata/judged says how good that
// is. The order of equally good hits is fixed: newest first, then by id.
package index
