package export

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"

	"assize/pipeline/store"
)

// Limits of a worksheet (Excel specifications and limits).
const (
	maxRows = 1_048_576 // with the heading
	maxCell = 32_767    // UTF-16 code units
)

// xlsx writes a workbook (ECMA-376, Office Open XML) part by part as the rows
// come: a worksheet, and another one whenever one is full. Cells are strings in
// place, which are never formulas, or whole numbers.
type xlsx struct {
	zip    *zip.Writer
	sheet  *bufio.Writer // nil before the first row
	sheets int
	rows   int // of the worksheet
	most   int
}

func newXLSX(w io.Writer) Printer { return &xlsx{zip: zip.NewWriter(w), most: maxRows} }

func (p *xlsx) Print(e *store.Entry) error {
	if p.sheet == nil || p.rows == p.most {
		if err := p.nextSheet(); err != nil {
			return err
		}
	}
	p.row(row(e), 0)
	return nil
}

func (p *xlsx) End() error {
	if p.sheet == nil {
		if err := p.nextSheet(); err != nil {
			return err
		}
	}
	if err := p.endSheet(); err != nil {
		return err
	}
	var names, relations, types strings.Builder
	for n := 1; n <= p.sheets; n++ {
		fmt.Fprintf(&names, `<sheet name="Records %d" sheetId="%[1]d" r:id="rId%[1]d"/>`, n)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="`+officeRelation+`worksheet" Target="worksheets/sheet%[1]d.xml"/>`, n)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="`+sheetML+`worksheet+xml"/>`, n)
	}
	fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="`+officeRelation+`styles" Target="styles.xml"/>`, p.sheets+1)
	for _, part := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns="` + mainNamespace + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + names.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + relationships + `">` + relations.String() + `</Relationships>`},
		{"xl/styles.xml", styles},
		{"_rels/.rels", `<Relationships xmlns="` + relationships + `"><Relationship Id="rId1" Type="` + officeRelation + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheetML + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + sheetML + `styles+xml"/>` + types.String() + `</Types>`},
	} {
		w, err := p.zip.Create(part[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xml.Header+part[1]); err != nil {
			return err
		}
	}
	return p.zip.Close()
}

const (
	mainNamespace  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationships  = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	sheetML        = "application/vnd.openxmlformats-officedocument.spreadsheetml."

	// Style 0 is plain, style 1 is that of headings, bold.
	styles = `<styleSheet xmlns="` + mainNamespace + `"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

	// The heading stays in sight.
	sheetBegin = `<worksheet xmlns="` + mainNamespace + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
)

func (p *xlsx) nextSheet() error {
	if err := p.endSheet(); err != nil {
		return err
	}
	p.sheets++
	part, err := p.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", p.sheets))
	if err != nil {
		return err
	}
	p.sheet, p.rows = bufio.NewWriter(part), 0
	p.sheet.WriteString(xml.Header + sheetBegin)
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	p.row(names, 1)
	return nil
}

func (p *xlsx) endSheet() error {
	if p.sheet == nil {
		return nil
	}
	fmt.Fprintf(p.sheet, `</sheetData><autoFilter ref="A1:%s%d"/></worksheet>`, columnName(len(columns)-1), p.rows)
	return p.sheet.Flush()
}

// row writes a row; bufio keeps an error for endSheet.
func (p *xlsx) row(cells []string, style int) {
	p.rows++
	fmt.Fprintf(p.sheet, `<row r="%d">`, p.rows)
	for i, cell := range cells {
		switch {
		case cell == "":
		case columns[i].integer && style == 0:
			fmt.Fprintf(p.sheet, `<c r="%s%d"><v>%s</v></c>`, columnName(i), p.rows, cell)
		default:
			fmt.Fprintf(p.sheet, `<c r="%s%d" s="%d" t="inlineStr"><is><t>`, columnName(i), p.rows, style)
			xml.EscapeText(p.sheet, []byte(cellText(cell))) //nolint:errcheck // see above
			p.sheet.WriteString(`</t></is></c>`)
		}
	}
	p.sheet.WriteString("</row>\n")
}

// columnName is A for 0, Z for 25 and AA for 26.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// codePoint is what a spreadsheet takes for an escaped character (ECMA-376 part 1,
// 22.9.2.19, ST_Xstring).
var codePoint = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// cellText is text as a cell can hold it: what is too long ends in an ellipsis,
// and an underscore that would begin an escaped character is escaped itself.
func cellText(text string) string {
	var b strings.Builder
	units := 0
	for i, r := range text {
		if units += max(utf16.RuneLen(r), 1); units >= maxCell {
			b.WriteRune('…')
			break
		}
		if r == '_' && codePoint.MatchString(text[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteRune(r)
	}
	return b.String()
}
