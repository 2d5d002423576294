package content

import (
	"bytes"
	"strings"

	"github.com/ledongthuc/pdf"
)

// Info is what the document says about itself (14.3.3); empty where it does not.
type Info struct {
	Title    string
	Author   string
	Subject  string
	Keywords string
	Creator  string
	Producer string
	Created  string // RFC 3339, as far as the file's date goes
	Modified string
	Language string // BCP 47
}

func readInfo(info, catalog pdf.Value) (out Info) {
	_ = guard("read document information", func() {
		text := func(v pdf.Value) string {
			if raw := []byte(v.RawString()); readable(raw) {
				return strings.TrimSpace(textString(raw))
			}
			return ""
		}
		out = Info{
			Title: text(info.Key("Title")), Author: text(info.Key("Author")), Subject: text(info.Key("Subject")),
			Keywords: text(info.Key("Keywords")), Creator: text(info.Key("Creator")), Producer: text(info.Key("Producer")),
			Created: date(text(info.Key("CreationDate"))), Modified: date(text(info.Key("ModDate"))),
			Language: text(catalog.Key("Lang")),
		}
	})
	return out
}

// mostUndefined is the share of undefined codes above which a string is no text.
// Random bytes have one in twelve.
const mostUndefined = 1. / 32

// readable reports whether a string is one in PDFDocEncoding or Unicode, and not
// what is left of one that its program encrypted wrongly, as some do.
func readable(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte{0xfe, 0xff}) || bytes.HasPrefix(raw, []byte{0xff, 0xfe}) {
		return true
	}
	undefined := 0
	for _, c := range raw {
		if c > 0 && c < 0x18 && c != '\t' && c != '\n' && c != '\r' {
			undefined++
		}
	}
	return float64(undefined) <= mostUndefined*float64(len(raw))
}

// date turns D:YYYYMMDDHHmmSSOHH'mm (7.9.4) into RFC 3339. A date that stops
// early stops early here too: at the year, the month or the day.
func date(s string) string {
	s = strings.TrimPrefix(s, "D:")
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case digits < 4:
		return ""
	case digits < 6:
		return s[:4]
	case digits < 8:
		return s[:4] + "-" + s[4:6]
	}
	day := s[:4] + "-" + s[4:6] + "-" + s[6:8]
	if digits < 12 {
		return day
	}
	seconds := "00"
	if digits >= 14 {
		seconds = s[12:14]
	}
	return day + "T" + s[8:10] + ":" + s[10:12] + ":" + seconds + zone(strings.TrimLeft(s, "0123456789"))
}

// zone turns +HH'mm' into +HH:mm; a date without a zone counts as UTC.
func zone(s string) string {
	if len(s) < 3 || s[0] != '+' && s[0] != '-' || strings.Trim(s[1:3], "0123456789") != "" {
		return "Z"
	}
	minutes := strings.Trim(s[3:], "'")
	if len(minutes) != 2 || strings.Trim(minutes, "0123456789") != "" {
		minutes = "00"
	}
	return s[:3] + ":" + minutes
}
