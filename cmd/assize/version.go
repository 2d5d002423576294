package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program",
		Long: `version prints the versions of the program and of its extractors, the commit
where it is known, and the Go release that built it.`,
		Example: "  assize version",
		Args:    arguments(cobra.ExactArgs(0)),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(a.out, "assize %s\n", buildVersion())
			return nil
		},
	}
}

// moduleVersion is the version of the program alone, "devel" when it was built
// from a checkout.
func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "devel"
	}
	return strings.Trim(info.Main.Version, "()")
}

// buildVersion is the module's version, the extractors' version, the commit
// where it is known, and the Go release, as the Go tool stamped them.
func buildVersion() string {
	parts := []string{moduleVersion(), fmt.Sprintf("extractors/%d", extractors.Version)}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				parts = append(parts, s.Value[:min(12, len(s.Value))])
			}
		}
	}
	return strings.Join(append(parts, runtime.Version()), " ")
}
