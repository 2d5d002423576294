package config

import (
	"bytes"
	_ "embed"
	"strconv"
)

// template says all that can be set, in comments, and sets nothing.
//
//go:embed template.yaml
var template []byte

// New is a new configuration file. It explains every setting and sets none but
// the data folder, if that is not "".
func New(data string) []byte {
	if data == "" {
		return template
	}
	line := strconv.AppendQuote([]byte("data: "), data)
	return bytes.Replace(template, []byte("# data: ./assize-data"), line, 1)
}
