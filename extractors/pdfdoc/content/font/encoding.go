package font

// An encoding gives each code of a simple font its character, 0 for none
// (ISO 32000-1, annex D).
type encoding [256]rune

var (
	winAnsi = latin1With(0x80, "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ")

	macRoman = latin1With(0x80, "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"+
		"†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"+
		"¿¡¬√ƒ≈∆«»… ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"+
		"‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")

	standard = from(0x20, " !\"#$%&’()*+,-./0123456789:;<=>?"+
		"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~"+
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"+
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"+
		"\x00¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\x00–†‡·\x00¶•‚„”»…‰\x00¿"+
		"\x00`´ˆ˜¯˘˙¨\x00˚¸\x00˝˛ˇ—\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"+
		"Æ\x00ª\x00\x00\x00\x00ŁØŒº\x00\x00\x00\x00\x00æ\x00\x00\x00ı\x00\x00łøœß")

	symbol = from(0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"+
		"≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"+
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"+
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"+
		"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"+
		"ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"+
		"◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\x00〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")

	dingbats = zapf()
)

var encodings = map[string]*encoding{
	"WinAnsiEncoding": &winAnsi, "MacRomanEncoding": &macRoman, "StandardEncoding": &standard,
}

// from fills codes in order, beginning at first.
func from(first int, chars string) (e encoding) {
	for _, r := range chars {
		e[first] = r
		first++
	}
	return e
}

// latin1With is ISO 8859-1 with the characters from first on replaced.
func latin1With(first int, chars string) encoding {
	e := from(first, chars)
	for code := 0x20; code < 256; code++ {
		if e[code] == 0 && code != 0x7f {
			e[code] = rune(code)
		}
	}
	return e
}

// zapf is the encoding of ZapfDingbats, which the Unicode block Dingbats follows
// but for the characters that Unicode had already.
func zapf() (e encoding) {
	for code := 0x21; code <= 0x7e; code++ {
		e[code] = rune(0x2701 + code - 0x21)
	}
	for code := 0xa1; code <= 0xfe; code++ {
		e[code] = rune(0x2761 + code - 0xa1)
	}
	for i := range 10 {
		e[0xac+i] = rune(0x2460 + i)
	}
	for code, r := range map[int]rune{
		0x20: ' ', 0x25: '☎', 0x2a: '☛', 0x2b: '☞', 0x48: '★', 0x6c: '●', 0x6e: '■', 0x73: '▲', 0x74: '▼',
		0x75: '◆', 0x77: '◗', 0xa8: '♣', 0xa9: '♦', 0xaa: '♥', 0xab: '♠', 0xd5: '→', 0xd6: '↔', 0xd7: '↕', 0xf0: 0,
	} {
		e[code] = r
	}
	return e
}

// runeText is the text of one character; ligatures are spelled out.
func runeText(r rune) string {
	if r == 0 {
		return ""
	}
	if 0xfb00 <= r && r <= 0xfb06 {
		return [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xfb00]
	}
	return string(r)
}
