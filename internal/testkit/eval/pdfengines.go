package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"assize/extractors"
	"assize/extractors/block"
	"assize/internal/pdfium"
	"assize/internal/tesseract"
	"assize/pipeline/isolate"
)

// The references.
const (
	pdftotext = "pdftotext"
	mutool    = "mutool"
	pdfiumRef = "pdfium"
)

// programs are the references that are programs, with what makes them print the
// text of a file, and what Debian calls their package.
var programs = []struct {
	name, pack string
	args       func(path string) []string
}{
	{pdftotext, "poppler-utils", func(path string) []string { return []string{"-q", path, "-"} }},
	{mutool, "mupdf-tools", func(path string) []string { return []string{"draw", "-q", "-F", "txt", path} }},
}

// referenceTime is what a reference may take for a file: more than we may.
const referenceTime = time.Minute

// modes are what this program does when it is called for one thing alone: as a
// worker, or to read one file for its CPU time.
var modes = map[string]func(ctx context.Context, args []string) error{
	"worker":  func(ctx context.Context, _ []string) error { return serve(ctx, extractAsCrawl()) },
	pdfiumRef: func(ctx context.Context, _ []string) error { return serve(ctx, textByPDFium()) },
	modeText:  readText,
	modeDoc:   readDoc,
}

type extract = func(context.Context, extractors.Input) (extractors.Result, error)

func serve(ctx context.Context, with extract) error {
	return isolate.Worker(ctx, os.Stdin, os.Stdout, with)
}

// extractAsCrawl is what the workers of the program do.
func extractAsCrawl() extract {
	engine := pdfium.New(pdfium.CacheDir())
	ocr, missing := tesseract.Find()
	return func(ctx context.Context, in extractors.Input) (extractors.Result, error) {
		in.PDF.Engine = engine
		if missing == nil {
			in.PDF.OCR = ocr
		}
		return extractors.Extract(ctx, in)
	}
}

// textByPDFium is the reference in a worker of its own.
func textByPDFium() extract {
	engine := pdfium.New(pdfium.CacheDir())
	return func(ctx context.Context, in extractors.Input) (extractors.Result, error) {
		text, err := engine.Text(ctx, in.Body, "")
		return extractors.Result{Doc: &block.Doc{Text: text}}, err
	}
}

// pool has as many workers as there are processors, with the memory of crawl's.
func pool(mode string, timeout time.Duration) *isolate.Pool {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return isolate.New(isolate.Options{Workers: runtime.NumCPU(), Timeout: timeout, Command: []string{self, mode}})
}

// extractAll reads the files as crawl does, and tells the most memory, in MB,
// that one worker held.
func extractAll(ctx context.Context, name string, files []*file) (peak float64, err error) {
	workers := pool("worker", isolate.DefaultTimeout)
	err = forEach(ctx, name+" by assize", files, func(ctx context.Context, f *file) {
		f.result, f.err = workers.Extract(ctx, extractors.Input{ContentType: "application/pdf", Body: f.body})
	})
	workers.Close()
	return peakOfChildren(), err
}

// references are the engines that are here.
type references struct {
	programs []int // of the table
	pdfium   *isolate.Pool
}

// findReferences tells those that are missing on standard error.
// PDFium is compiled here, where no document has to wait for it.
func findReferences(ctx context.Context) *references {
	engine := pdfium.New(pdfium.CacheDir())
	_, _ = engine.Text(ctx, []byte("%PDF-"), "") // it is no document, which comes after compiling
	_ = engine.Close()
	r := &references{pdfium: pool(pdfiumRef, referenceTime)}
	for i, p := range programs {
		if _, err := exec.LookPath(p.name); err != nil {
			fmt.Fprintf(os.Stderr, "eval: without %s, which apt-get install %s installs\n", p.name, p.pack)
			continue
		}
		r.programs = append(r.programs, i)
	}
	return r
}

func (r *references) close() { r.pdfium.Close() }

func (r *references) names() (list []string) {
	for _, i := range r.programs {
		list = append(list, programs[i].name)
	}
	return append(list, pdfiumRef)
}

// readAll has each reference read the files.
func (r *references) readAll(ctx context.Context, name string, files []*file) error {
	for _, i := range r.programs {
		p := programs[i]
		err := forEach(ctx, name+" by "+p.name, files, func(ctx context.Context, f *file) {
			out, _, err := run(ctx, p.name, p.args(f.path)...)
			if err == nil || len(out) > 0 {
				f.text[p.name] = string(out)
			}
		})
		if err != nil {
			return err
		}
	}
	return forEach(ctx, name+" by "+pdfiumRef, files, func(ctx context.Context, f *file) {
		if result, err := r.pdfium.Extract(ctx, extractors.Input{ContentType: "text/x-for-pdfium", Body: f.body}); result.Doc != nil && (err == nil || result.Doc.Text != "") {
			f.text[pdfiumRef] = result.Doc.Text
		}
	})
}

// run runs a program, and tells its CPU time.
func run(ctx context.Context, name string, args ...string) (out []byte, cpu time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, referenceTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	out, err = cmd.Output()
	if cmd.ProcessState != nil {
		cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		return out, cpu, err
	}
	return out, cpu, nil
}

// progressStep is after how many files forEach says how far it is.
const progressStep = 25

// forEach works on all files, as many at once as there are processors, and
// counts them on standard error.
func forEach(ctx context.Context, name string, files []*file, work func(context.Context, *file)) error {
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for _, f := range files {
		group.Go(func() error {
			work(ctx, f)
			if n := done.Add(1); n%progressStep == 0 {
				fmt.Fprintf(os.Stderr, "%s: %d of %d\n", name, n, len(files))
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}
