package tally

import (
	"fmt"
	"strconv"
)

// mostColumns is how many values of the second field have a column.
const mostColumns = 20

// Counts counts records by the values of one or two fields. A record that has
// several values counts for each, one without a value for none. Of the first
// field, the values beyond the most frequent are left out (0 for none), which the
// title says.
func Counts(entries Entries, by []Field, most int) (*Table, error) {
	rows := map[string]int{}
	columns := map[string]int{}
	cells := map[[2]string]int{}
	total, counted := 0, 0
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		total++
		values := by[0].values(e)
		if len(values) > 0 {
			counted++
		}
		for _, row := range values {
			rows[row]++
			if len(by) == 1 {
				continue
			}
			for _, column := range by[1].values(e) {
				columns[column]++
				cells[[2]string{row, column}]++
			}
		}
	}
	t := &Table{Title: fmt.Sprintf("%d of %d records by %s", counted, total, by[0].Name)}
	t.Columns = []Column{{Name: by[0].Name, Share: 1}, {Name: "records", Number: true}}
	var across []string
	if len(by) == 2 {
		t.Title += " and " + by[1].Name
		across = ranked(by[1], columns, mostColumns)
	}
	for _, column := range across {
		t.Columns = append(t.Columns, Column{Name: column, Number: true})
	}
	t.Chart.Columns = across
	down := ranked(by[0], rows, most)
	if len(down) < len(rows) {
		t.Title += fmt.Sprintf(", %d of %d values", len(down), len(rows))
	}
	greatest := 0
	for _, row := range down {
		if len(by) == 1 {
			greatest = max(greatest, rows[row])
		}
		for _, column := range across {
			greatest = max(greatest, cells[[2]string{row, column}])
		}
	}
	for _, row := range down {
		line := []string{row, strconv.Itoa(rows[row])}
		drawn := ChartRow{Label: row}
		if len(by) == 1 {
			drawn.Cells = []Cell{{Text: line[1], Weight: share(rows[row], greatest)}}
		}
		for _, column := range across {
			n := cells[[2]string{row, column}]
			text := ""
			if n > 0 {
				text = strconv.Itoa(n)
			}
			line = append(line, text)
			drawn.Cells = append(drawn.Cells, Cell{Text: text, Weight: share(n, greatest)})
		}
		t.Rows = append(t.Rows, line)
		t.Chart.Rows = append(t.Chart.Rows, drawn)
	}
	return t, nil
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
