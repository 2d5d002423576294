package main

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// floorsFile has one floor a line: evaluation, measure and value, parted by tabs.
//
//go:embed floors.tsv
var floorsFile string

// readFloors gives the floors by "evaluation measure".
func readFloors() (map[string]float64, error) {
	floors := map[string]float64{}
	for i, line := range strings.Split(strings.TrimSpace(floorsFile), "\n") {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("floors.tsv:%d: want evaluation, measure and value", i+1)
		}
		value, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return nil, fmt.Errorf("floors.tsv:%d: %w", i+1, err)
		}
		floors[fields[0]+" "+fields[1]] = value
	}
	return floors, nil
}
