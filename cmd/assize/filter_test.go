package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestFiltersAreSugar(t *testing.T) {
	tests := []struct{ args, want string }{
		{"supply chain", `supply chain`},
		{"supply --kind=quote,finding", `supply kind:quote,finding`},
		{"supply|--speaker=Glenys Stacey", `supply speaker:"glenys stacey"`},
		{"--from=2015 --to=2017-06", `date:>=2015 date:<=2017-06`},
		{`|--section=say "x" OR kind:quote`, `section:"say x or kind quote"`},
		{"a OR b --kind=quote", `(a OR b) kind:quote`},
		{"--theme=safeg*", `theme:safeg*`},
		{"risk --sort=newest", `risk sort:newest`},
		{"risk sort:oldest --sort=date", `risk sort:newest`},
	}
	for _, tt := range tests {
		separator := " "
		if strings.Contains(tt.args, "|") {
			separator = "|"
		}
		cmd := &cobra.Command{Use: "search"}
		addFilters(cmd.Flags())
		addSettings(cmd.Flags())
		if err := cmd.ParseFlags(strings.Split(tt.args, separator)); err != nil {
			t.Fatal(err)
		}
		q, _, err := parseQuery(cmd, cmd.Flags().Args())
		if err != nil {
			t.Errorf("%s: %v", tt.args, err)
			continue
		}
		if got := q.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.args, got, tt.want)
		}
	}
}
