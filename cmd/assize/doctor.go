package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"assize/extractors/record"
	"assize/index"
	"assize/internal/term"
	"assize/pipeline/store"
)

func newDoctor(a *app) *cobra.Command {
	var repair, asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check the data folder, and repair what can be made again",
		Long: `doctor checks the database, that each snapshot is what its hash says, that each
record stands in its document's text where its spans say, and once, and that the
index holds what the store does.

With --repair, an index that differs is made anew, and pages whose snapshot or
records are damaged are fetched and read again by the next crawl. The exit code is
3 when something is left that is wrong.`,
		Example: `  assize doctor
  assize doctor --repair`,
		Args: arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context(), repair, asJSON) },
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "repair what can be made again")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// A defect is something that is wrong.
type defect struct {
	Check    string `json:"check"`
	What     string `json:"what"`
	Message  string `json:"message"`
	Repaired string `json:"repaired,omitempty"` // what was done about it

	repair func(context.Context) (string, error) // nil when nothing can be done
}

// A checkup is what one kind of check found.
type checkup struct {
	Check   string   `json:"check"`
	Looked  int      `json:"looked_at"`
	Defects []defect `json:"defects"`
}

// A doctor checks one data folder.
type doctor struct {
	store    *store.Store
	progress *term.Progress
}

func (a *app) doctor(ctx context.Context, repair, asJSON bool) error {
	mode := store.Read
	if repair {
		mode = store.Write
	}
	st, err := a.openStore(ctx, mode)
	if err != nil {
		return err
	}
	defer st.Close()
	d := &doctor{st, term.NewProgress(a.screen(a.err))}
	left := 0
	var report []*checkup
	for _, check := range []func(context.Context) (*checkup, error){d.database, d.snapshots, d.records, d.index} {
		c, err := check(ctx)
		if err != nil {
			return err
		}
		for i := range c.Defects {
			if err := c.Defects[i].treat(ctx, repair); err != nil {
				return err
			}
			if c.Defects[i].Repaired == "" {
				left++
			}
		}
		report = append(report, c)
	}
	d.progress.Clear()
	if err := a.printCheckups(report, asJSON); err != nil {
		return err
	}
	if left > 0 {
		return errSomeFailed
	}
	return nil
}

func (f *defect) treat(ctx context.Context, repair bool) (err error) {
	if repair && f.repair != nil {
		f.Repaired, err = f.repair(ctx)
	}
	return err
}

func (a *app) printCheckups(report []*checkup, asJSON bool) error {
	if asJSON {
		return printJSON(a.out, report)
	}
	t := &term.Table{Columns: []term.Column{{}, {Share: 1}}}
	for _, c := range report {
		t.Row(c.Check, fmt.Sprintf("%d checked, %d wrong", c.Looked, len(c.Defects)))
		for _, f := range c.Defects {
			state := "not repaired"
			if f.Repaired != "" {
				state = f.Repaired
			}
			t.Row("wrong", term.Clean(fmt.Sprintf("%s: %s; %s", f.What, f.Message, state)))
		}
	}
	return t.Print(a.screen(a.out))
}

func (d *doctor) database(ctx context.Context) (*checkup, error) {
	c := &checkup{Check: "database", Looked: 1, Defects: []defect{}}
	faults, err := d.store.Integrity(ctx)
	for _, fault := range faults {
		c.Defects = append(c.Defects, defect{Check: c.Check, What: "store.db", Message: fault})
	}
	return c, err
}

func (d *doctor) snapshots(ctx context.Context) (*checkup, error) {
	c := &checkup{Check: "snapshots", Defects: []defect{}}
	hashes, err := d.store.Snapshots(ctx)
	for _, hash := range hashes {
		c.Looked++
		d.progress.Show(fmt.Sprintf("snapshot %d of %d", c.Looked, len(hashes)))
		_, err := d.store.Snapshot(ctx, hash)
		switch {
		case ctx.Err() != nil:
			return c, ctx.Err()
		case err != nil:
			c.Defects = append(c.Defects, defect{Check: c.Check, What: string(hash), Message: err.Error(), repair: d.reread(hash, "")})
		}
	}
	return c, err
}

// reread makes the next crawl read pages again.
func (d *doctor) reread(damaged record.Hash, document record.ID) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		pages, err := d.store.Reread(ctx, damaged, document)
		if err != nil || pages == 0 {
			return "", err
		}
		return fmt.Sprintf("the next crawl reads its pages again (%d)", pages), nil
	}
}

func (d *doctor) records(ctx context.Context) (*checkup, error) {
	c := &checkup{Check: "records", Defects: []defect{}}
	for document, err := range d.store.Documents(ctx) {
		if err != nil {
			return c, err
		}
		d.progress.Show(fmt.Sprintf("record %d", c.Looked))
		text, err := d.store.Artefact(ctx, document.ID)
		if err != nil {
			return c, err
		}
		records, err := d.store.Records(ctx, document.ID)
		if err != nil {
			return c, err
		}
		c.Looked += len(records)
		for _, message := range wrongRecords(text, records) {
			c.Defects = append(c.Defects, defect{Check: c.Check, What: string(document.ID), Message: message, repair: d.reread("", document.ID)})
		}
	}
	return c, nil
}

// wrongRecords says which records of a document do not stand in its text as they
// say, or come twice.
func wrongRecords(text string, records []record.Record) (messages []string) {
	artefact := record.NewArtefact(text)
	hash := record.HashBytes([]byte(text))
	var ids []record.ID
	for _, r := range records {
		id := r.Head().ID
		if err := artefact.Check(r); err != nil {
			messages = append(messages, err.Error())
		}
		if r.Trace().Artefact != hash {
			messages = append(messages, fmt.Sprintf("%s was read from another text", id))
		}
		if slices.Contains(ids, id) {
			messages = append(messages, fmt.Sprintf("%s is there twice", id))
		}
		ids = append(ids, id)
	}
	return messages
}

func (d *doctor) index(ctx context.Context) (*checkup, error) {
	c := &checkup{Check: "index", Looked: 1, Defects: []defect{}}
	status, err := d.store.Status(ctx)
	if err != nil {
		return c, err
	}
	want := 0
	for _, n := range status.Records {
		want += n
	}
	message := ""
	x, err := index.Open(indexFolder(d.store), index.Options{ReadOnly: true})
	switch {
	case unusable(err):
		message = err.Error()
	case err != nil:
		return c, err
	default:
		got, failure := x.Count()
		seq := x.Seq()
		if err := errors.Join(failure, x.Close()); err != nil {
			return c, err
		}
		if seq == status.Seq && got != want {
			message = fmt.Sprintf("it holds %d records, the store %d", got, want)
		} else if seq > status.Seq {
			message = fmt.Sprintf("it is ahead of the store (change %d of %d)", seq, status.Seq)
		}
	}
	if message != "" {
		c.Defects = append(c.Defects, defect{Check: c.Check, What: "index", Message: message, repair: func(ctx context.Context) (string, error) {
			n, err := rebuildIndex(ctx, d.store, d.progress)
			return fmt.Sprintf("made anew, %d records", n), err
		}})
	}
	return c, nil
}
