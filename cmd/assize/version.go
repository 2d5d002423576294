package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Example: "  assize version",
		Args:    arguments(cobra.ExactArgs(0)),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(a.out, "assize %s\n", buildVersion())
			return nil
		},
	}
}

// buildVersion is the module's version, the commit where it is known, and the
// Go release, as the Go tool stamped them.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	stamps := map[string]string{}
	for _, s := range info.Settings {
		stamps[s.Key] = s.Value
	}
	version := info.Main.Version
	if commit := stamps["vcs.revision"]; commit != "" {
		version += " " + commit[:min(12, len(commit))]
	}
	return version + " " + info.GoVersion
}
