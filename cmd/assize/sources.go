package main

import "github.com/spf13/cobra"

func newSources(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sources",
		Short: "Try how a page is read, and see what is crawled",
		Long: `The sources are the places that assize.yaml names under "sources"; a site profile
says how the pages of one of them are read. See 'assize sources test --help'.`,
		Example: `  assize sources test https://www.example.org/reports/wenlow/
  assize sources list`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSourcesTest(a), newSourcesList(a))
	return cmd
}
