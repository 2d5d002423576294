package config

import _ "embed"

// Template is a new configuration file, which says all that can be set in
// comments and sets nothing.
//
//go:embed template.yaml
var Template []byte
