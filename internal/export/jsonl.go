package export

import (
	"io"

	"assize/pipeline/store"
)

// jsonl writes what the store holds, byte for byte.
type jsonl struct{ w io.Writer }

func newJSONL(w io.Writer) Printer { return jsonl{w} }

func (p jsonl) Print(e *store.Entry) error {
	_, err := p.w.Write(append(e.JSON[:len(e.JSON):len(e.JSON)], '\n'))
	return err
}

func (jsonl) End() error { return nil }
