package meta

import (
	"regexp"
	"strings"
)

// languageTag is a language tag as pages write it, "en-GB" or "en_GB".
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$`)

// stopWords are frequent words that tell the languages of inspection reports
// in the United Kingdom apart.
var stopWords = []struct{ language, words string }{
	{"en", " the of and to in that is was for with were are have had has be been on by this from "},
	{"cy", " yn y yr ac ar i o wedi bod mae eu sy gan am oedd cael ei bydd "},
}

// language is what the page or file declares, else what its words show.
func (f *finder) language() string {
	for _, p := range f.values("language", "api", "html", "tagged", "pdf-catalog", "pdf-xmp", "pdf-info", "json-ld", "meta") {
		if languageTag.MatchString(p.Value) {
			return canonicalTag(p.Value)
		}
	}
	return languageOf(f.doc.Text)
}

// canonicalTag sets the case that BCP 47 recommends: en-GB, zh-Hant.
func canonicalTag(tag string) string {
	parts := strings.Split(strings.ReplaceAll(tag, "_", "-"), "-")
	for i, part := range parts {
		switch {
		case i > 0 && len(part) == 2:
			parts[i] = strings.ToUpper(part)
		case i > 0 && len(part) == 4:
			parts[i] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		default:
			parts[i] = strings.ToLower(part)
		}
	}
	return strings.Join(parts, "-")
}

// languageOf tells a text's language by its stop words, "" when they are few
// or undecided.
func languageOf(text string) string {
	const sample, least = 20_000, 0.12
	words := strings.Fields(strings.ToLower(strings.ToValidUTF8(text[:min(len(text), sample)], "")))
	best, bestCount, second := "", 0, 0
	for _, l := range stopWords {
		count := 0
		for _, w := range words {
			if strings.Contains(l.words, " "+w+" ") {
				count++
			}
		}
		if count > bestCount {
			best, bestCount, second = l.language, count, bestCount
		} else {
			second = max(second, count)
		}
	}
	if float64(bestCount) < least*float64(len(words)) || bestCount < 2*second {
		return ""
	}
	return best
}
