package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Every verb says in its help what it does, in one line and in more, and shows
// an example that begins with its own name.
func TestEveryVerbHasHelp(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			visit(sub)
		}
		if cmd.Hidden || cmd.IsAdditionalHelpTopicCommand() || strings.Contains(cmd.CommandPath(), "completion ") {
			return
		}
		if cmd.Short == "" || cmd.Long == "" {
			t.Errorf("%s: no help", cmd.CommandPath())
		}
		if !strings.Contains(cmd.Example, "  "+cmd.CommandPath()) {
			t.Errorf("%s: no example", cmd.CommandPath())
		}
	}
	visit(newRoot(&app{}))
}

// Every outcome but the last is told apart by its error, and no code is used twice.
func TestOutcomes(t *testing.T) {
	seen := map[int]bool{}
	for _, o := range outcomes {
		if seen[o.code] {
			t.Errorf("code %d stands twice", o.code)
		}
		seen[o.code] = true
		if o.meaning == "" {
			t.Errorf("code %d has no meaning", o.code)
		}
	}
	for _, code := range []int{0, 1, 2, 3, 4, 10, 11, 130} {
		if !seen[code] {
			t.Errorf("code %d is missing", code)
		}
	}
}
