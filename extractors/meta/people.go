package meta

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"assize/extractors/record"
)

// noAuthor is what stands where an author's name should be.
var noAuthor = regexp.MustCompile(`(?i)^(admin|administrator|editor|editors|staff|guest|author|unknown|user|webmaster|root|anonymous|n/?a|posts? by.*|view all.*|written by|share.*)$|@|https?:|\d{3}`)

// by is what stands before a printed author's name.
var by = regexp.MustCompile(`(?i)^(?:written |posted |published |story )?by:?\s+`)

// between parts the names in one value.
var between = regexp.MustCompile(`\s*(?:,|;|&| and | \| |\n)\s*`)

// organisation is a word that the name of a body has and a person's has not.
var organisation = shape(`\b(inspectorate|council|department|office|commission|ministry|services?|agency|authority|trust|committee|board|university|institute|association|government)\b`)

// authors are the people or bodies that the first place of the ladder names.
func (f *finder) authors() []string {
	authors := []string{}
	for _, from := range []string{"api", "json-ld", "meta", "text", "pdf-xmp", "pdf-info"} {
		for _, p := range f.values("author", from) {
			for _, name := range names(by.ReplaceAllString(p.Value, "")) {
				if name = record.Normalise(name); isName(name) && !contains(authors, name) {
					authors = append(authors, name)
				}
			}
			if len(authors) > 0 && from == "text" {
				return authors
			}
		}
		if len(authors) > 0 {
			return authors
		}
	}
	return authors
}

// names parts the names in one value; a body is one, whatever stands in its name.
func names(value string) []string {
	if organisation.MatchString(value) {
		return []string{value}
	}
	return between.Split(value, -1)
}

// body is the first author that is no person.
func body(authors []string) string {
	if i := slices.IndexFunc(authors, organisation.MatchString); i >= 0 {
		return authors[i]
	}
	return ""
}

func isName(s string) bool {
	const longest, mostWords = 80, 8
	return len(s) > 1 && len(s) <= longest && wordCount(s) <= mostWords && !noAuthor.MatchString(s) && strings.IndexFunc(s, unicode.IsLetter) >= 0
}

func contains(list []string, name string) bool {
	for _, s := range list {
		if strings.EqualFold(s, name) {
			return true
		}
	}
	return false
}
