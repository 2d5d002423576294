package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"time"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// timeFormat is how moments are printed: UTC, to the second.
const timeFormat = time.RFC3339

// openStore opens the data folder that the settings name.
func (a *app) openStore(ctx context.Context, mode store.Mode) (*store.Store, error) {
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, s.Data.Path, mode)
}

// printJSON writes one indented JSON value and a newline.
func printJSON(w io.Writer, v any) error {
	data, err := record.Marshal(v)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := json.Indent(&buf, data, "", "  "); err != nil {
		return err
	}
	buf.WriteByte('\n')
	_, err = w.Write(buf.Bytes())
	return err
}
