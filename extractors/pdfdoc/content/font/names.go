package font

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// glyphNames is the part of the Adobe Glyph List that Latin, Greek and Cyrillic
// documents use: a code point in hexadecimal and its names, a line each.
//
//go:embed glyphs.txt
var glyphNames string

var byName = sync.OnceValue(func() map[string]rune {
	table := map[string]rune{}
	for line := range strings.Lines(glyphNames) {
		fields := strings.Fields(line)
		code, err := strconv.ParseUint(fields[0], 16, 32)
		if err != nil {
			panic("glyphs.txt: " + line)
		}
		for _, name := range fields[1:] {
			table[name] = rune(code)
		}
	}
	return table
})

// variants end the names of glyphs that look different and mean the same.
var variants = []string{"small", "oldstyle", "superior", "inferior", "fitted"}

// NameText is the text of a glyph name by the rules of the Adobe Glyph List
// Specification, 2, or "" for a name that tells nothing.
func NameText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if strings.Contains(name, "_") {
		var text strings.Builder
		for part := range strings.SplitSeq(name, "_") {
			text.WriteString(componentText(part))
		}
		return text.String()
	}
	return componentText(name)
}

func componentText(name string) string {
	if r, ok := byName()[name]; ok {
		return runeText(r)
	}
	if digits, ok := strings.CutPrefix(name, "uni"); ok && len(digits) >= 4 && len(digits)%4 == 0 {
		if text := hexText(digits); text != "" {
			return text
		}
	}
	if digits, ok := strings.CutPrefix(name, "u"); ok && len(digits) >= 4 && len(digits) <= 6 {
		if code, err := strconv.ParseUint(digits, 16, 32); err == nil && utf8.ValidRune(rune(code)) {
			return string(rune(code))
		}
	}
	for _, suffix := range variants {
		if base, ok := strings.CutSuffix(name, suffix); ok && base != "" {
			if r, ok := byName()[base]; ok {
				return string(r)
			}
		}
	}
	return ""
}

// hexText reads UTF-16 code units written in hexadecimal.
func hexText(digits string) string {
	var units []uint16
	for ; len(digits) >= 4; digits = digits[4:] {
		unit, err := strconv.ParseUint(digits[:4], 16, 16)
		if err != nil {
			return ""
		}
		units = append(units, uint16(unit))
	}
	return string(utf16.Decode(units))
}

// numberedText reads the names that some programs make from the character code
// itself, such as "C0065", "a65" or "G41": a letter or two and a number. Base is
// that of the number.
func numberedText(name string, base int) string {
	digits := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if letters := len(name) - len(digits); letters == 0 || letters > 2 || digits == "" {
		return ""
	}
	code, err := strconv.ParseUint(digits, base, 16)
	if err != nil || code < 0x20 || code > 0xff || code == 0x7f {
		return ""
	}
	return runeText(winAnsi[code])
}
