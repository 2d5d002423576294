package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"assize/internal/config"
	"assize/pipeline/store"
)

func newInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "Write a configuration to fill in, and make the data folder",
		Long: `init writes assize.yaml with every setting explained into the working folder and
makes the data folder. With --data it puts that folder into the configuration, too.
What is already there is left as it is.`,
		Example: `  assize init
  assize init --data ./assize-data`,
		Args: arguments(cobra.ExactArgs(0)),
		RunE: func(*cobra.Command, []string) error { return a.init() },
	}
}

func (a *app) init() error {
	written, err := writeNew(config.FileName, config.New(a.dataFolder))
	if err != nil {
		return err
	}
	s, err := a.settings()
	if err != nil {
		return err
	}
	if err := store.Init(s.Data.Path); err != nil {
		return err
	}
	state := "left as it was"
	if written {
		state = "new"
	}
	fmt.Fprintf(a.out, "configuration: %s (%s)\n", config.FileName, state)
	fmt.Fprintf(a.out, "data folder:   %s (%s)\n", s.Data.Path, s.Data.Origin)
	fmt.Fprintf(a.out, "\nNext: set \"contact\" in %s, then\n  assize crawl https://www.example.org/reports/\n", config.FileName)
	return nil
}

// writeNew writes a file that is not there yet, and says whether it did.
func writeNew(path string, content []byte) (bool, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := f.Write(content); err != nil {
		f.Close()
		return false, err
	}
	return true, f.Close()
}
