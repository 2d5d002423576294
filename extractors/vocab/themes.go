package vocab

import (
	_ "embed"
	"strings"
	"sync"
)

// themesFile begins with the name and number of its edition; see its own lines.
//
//go:embed themes.tsv
var themesFile string

// A Vocabulary is the controlled list of themes.
type Vocabulary struct {
	Version string // themes/1
	Themes  []Theme
}

// A Theme is a subject that findings are filed under, and the phrases that put
// them there. A phrase ending in * stands for every word that begins so.
type Theme struct {
	Name    string
	Phrases []string
}

// Themes is the vocabulary that the program is built with.
var Themes = sync.OnceValue(func() Vocabulary {
	first, rest, _ := strings.Cut(themesFile, "\n")
	v := Vocabulary{Version: strings.TrimPrefix(first, "# ")}
	for line := range strings.Lines(rest) {
		name, phrases, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(name, "#") {
			v.Themes = append(v.Themes, Theme{name, strings.Split(phrases, "; ")})
		}
	}
	return v
})

// Of files a text under every theme that it touches, in the list's order.
func (v Vocabulary) Of(text string) []string {
	key := Key(text)
	out := []string{}
	for _, t := range v.Themes {
		for _, p := range t.Phrases {
			if touches(key, p) {
				out = append(out, t.Name)
				break
			}
		}
	}
	return out
}
