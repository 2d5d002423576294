package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"assize/extractors"
	"assize/internal/pdfium"
	"assize/internal/tesseract"
	"assize/pipeline/isolate"
)

// addPoolFlags are the flags of the verbs that have documents extracted.
func addPoolFlags(flags *pflag.FlagSet, opts *isolate.Options) {
	flags.BoolVar(&opts.NoOCR, "no-ocr", false, "leave text in pictures unread, even where tesseract is installed")
	flags.DurationVar(&opts.Timeout, "time-limit", isolate.DefaultTimeout, "the CPU `TIME` for one document; OCR takes some seconds a page")
}

// newWorker is the verb of the child processes that package isolate starts. A
// signal to the parent is not theirs, so they live until their input ends.
func newWorker() *cobra.Command {
	return &cobra.Command{
		Use:     "worker",
		Short:   "Extract documents for a parent process",
		Example: "  (started by assize itself)",
		Hidden:  true,
		Args:    arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			engine := pdfium.New(pdfium.CacheDir())
			defer engine.Close()
			return isolate.Worker(cmd.Context(), os.Stdin, os.Stdout, func(ctx context.Context, in extractors.Input) (extractors.Result, error) {
				in.PDF.Engine = engine
				if reader, err := tesseract.Find(); err == nil {
					in.PDF.OCR = reader
				}
				return extractors.Extract(ctx, in)
			})
		},
	}
}
