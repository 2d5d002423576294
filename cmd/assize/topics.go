package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/index/query"
	"assize/internal/config"
)

// newHelp prints the help of a verb or topic.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Explain a command or a topic",
		Long:  "help explains a command, or one of the topics that are listed at the end of 'assize help'.",
		Example: `  assize help crawl
  assize help query`,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err == nil {
				err = knownCommand(found, rest)
			}
			if err != nil {
				return err
			}
			return found.Help()
		},
	}
}

// newTopics are pages of help that are no verbs.
func newTopics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "query", Short: "How a search is written", Long: queryHelp()},
		{Use: "exit-codes", Short: "What the exit codes mean", Long: exitCodesHelp()},
		{Use: "environment", Short: "Environment variables and folders", Long: environmentHelp()},
	}
}

func exitCodesHelp() string {
	var b strings.Builder
	b.WriteString("Exit codes:\n\n")
	byCode := slices.SortedFunc(slices.Values(outcomes), func(a, b outcome) int { return a.code - b.code })
	for _, o := range byCode {
		fmt.Fprintf(&b, "  %3d  %s\n", o.code, o.meaning)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func queryHelp() string {
	var b strings.Builder
	b.WriteString(`What may stand in a query:

  supply chain         both words, in any of their English forms
  "supply chain"       exactly these words in this order
  ~"supply chain"      these words in this order, in any of their forms
  "supply chain"~5     these words, at most five others between them
  safeg*               words that begin so; three letters or more
  wom?n                one character in place of ?
  safegarding~         words spelt like it: one letter changed, two in a long word
  a OR b               either; AND is understood between words
  -a, NOT a            without
  ( )                  grouping
  field:value          the value in that field; field:"two words", field:one,other

Fields:

`)
	for _, f := range query.Fields {
		name := joinNonEmpty(", ", append([]string{f.Name}, f.Aliases...)...)
		fmt.Fprintf(&b, "  %-26s %s\n  %-26s   for instance %s\n", name, f.Help, "", f.Example)
		if len(f.Values) > 0 {
			fmt.Fprintf(&b, "  %-26s   one of %s\n", "", strings.Join(f.Values, ", "))
		}
	}
	b.WriteString("\nA shell takes quotation marks away: put the whole query between single ones.")
	return b.String()
}

func environmentHelp() string {
	return fmt.Sprintf(`Environment variables:

  %-15s the configuration file, unless --config names one
  %-15s the data folder, unless --data names one
  %-15s any value turns colour off
  %-15s "dumb" turns colour off

The configuration is looked for in this order: --config, %[1]s, ./%[5]s,
assize/%[5]s in the user's configuration folder (XDG_CONFIG_HOME, else ~/.config;
~/Library/Application Support on macOS; %%APPDATA%% on Windows).

The data folder is looked for in this order: --data, %[2]s, "data" in the
configuration, assize in the user's data folder (XDG_DATA_HOME, else ~/.local/share;
~/Library/Application Support on macOS; %%LOCALAPPDATA%% on Windows).`,
		config.EnvConfig, config.EnvData, "NO_COLOR", "TERM", config.FileName)
}
