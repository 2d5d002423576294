// Package query is the query language: what a user may type, and the tree that
// it means. Parse reads a query, Node.String writes it back in canonical form,
// and parsing the canonical form gives an equal tree, so that it can serve as
// address, as saved search and as cache key.
//
// The language, from the loosest binding to the tightest:
//
//	a OR b            either; upper-case only, "or" is a word
//	a b               both, in any order; AND may be written between them
//	-a   NOT a        without
//	( )               grouping
//	supply            a word, in any of its English forms
//	"supply chain"    exactly these words in this order; curly marks do as well
//	~"supply chain"   these words in this order, in any of their English forms
//	"supply chain"~5  these words in any order, at most five others between them
//	safeg*            words that begin so; three letters or more
//	wom?n             one character in place of each ?
//	safegarding~      words that one changed letter makes of it, or two of a long one
//	speaker:Stacey    the word in that field
//	org:"HM Prison"   the phrase in that field
//	kind:quote,rating any of the values
//	date:2015..2019   dates: 2017, 2017-10, 2017-10-05, A..B, >A, >=A, <B, <=B
//	exact:probation   the word in this form alone, as "probation"
//	sort:newest       not what to find, but how to show it
//
// Fields lists the fields. The empty query matches everything. A word of several
// parts, as self-harm, is a phrase. Words is how both this package and the index
// cut text into words, so that what is typed and what is stored meet.
package query
