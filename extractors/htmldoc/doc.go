// Package htmldoc reads a web page into blocks. The page is parsed once, and
// the blocks are read from the original tree, so that lists keep their numbers,
// quotations their paragraphs and links their targets:
//
//	decode     bytes to UTF-8, by BOM, header, meta tag or repair
//	tree       HTML5 parse, too deep nesting flattened
//	page       what is measured on each element: text, links, prose
//	profile    what package sites knows of the page's site, if it does
//	chrome     what is not content: menus, share bars, comments, adverts
//	contents   lists of contents
//	content    which element holds the main content
//	walk       the content as blocks; list, table and quote have a file each
//	asides     paragraphs in the content that are not of it
//	properties what the page says about itself, for package meta
//	explain    where it is asked for, why each text is a block or none
//
// The artefact, Doc.Text, is the main text and nothing else, as a reader would
// copy it. Four kinds of block stand beside it, with no spans: the title above
// the text, which is the document's title; a rubric above that; the captions of
// pictures; and the page's lists of contents, whose words the text has as
// headings. They come among the blocks, because they are of the page's
// structure, and no record is read from them.
package htmldoc
