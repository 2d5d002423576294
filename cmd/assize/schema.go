package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"assize/extractors/record"
	"assize/internal/config"
)

func newSchema(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind of record",
		Long: `schema prints the JSON Schema (2020-12) that every record of a kind keeps to.
Without a kind it lists the kinds.`,
		Example: `  assize schema
  assize schema finding > finding.schema.json`,
		Args:      arguments(cobra.MaximumNArgs(1)),
		ValidArgs: kindNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, name := range kindNames() {
					fmt.Fprintln(a.out, name)
				}
				return nil
			}
			kind, err := parseKind(args[0])
			if err != nil {
				return usage(cmd, err)
			}
			schema, err := record.JSONSchema(kind)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s\n", schema)
			return nil
		},
	}
}

func kindNames() []string {
	names := make([]string, len(record.Kinds))
	for i, k := range record.Kinds {
		names[i] = string(k)
	}
	return names
}

func parseKind(word string) (record.Kind, error) {
	for _, k := range record.Kinds {
		if string(k) == word {
			return k, nil
		}
	}
	return "", fmt.Errorf("unknown kind %q%s", word, config.DidYouMean(word, kindNames()))
}
