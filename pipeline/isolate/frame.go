package isolate

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc"
	"assize/extractors/record"
	"assize/extractors/sites"
)

// maxFrame bounds what either side reads at once.
const maxFrame = 1 << 30

// The kinds of frames.
const (
	frameRequest   = 'r'
	frameSnapshot  = 's'
	frameProgress  = 'p'
	frameUncharged = 'u'
	frameAnswer    = 'a'
)

// request is the header of one document; its body follows in a frame of its own.
type request struct {
	Limits      limits         `json:"limits"`
	URL         string         `json:"url"`
	ContentType string         `json:"content_type"`
	PDF         pdfdoc.Options `json:"pdf"`
	Sites       []sites.File   `json:"sites,omitempty"` // what Input.Sites has beside the program's own
	Explain     bool           `json:"explain,omitempty"`
}

// answer is an extractors.Result and error on the wire. Records travel as their
// own JSON, each telling its kind.
type answer struct {
	Document record.Document   `json:"document"`
	Records  []json.RawMessage `json:"records"`
	Links    []record.Link     `json:"links"`
	Notes    []extractors.Note `json:"notes"`
	Doc      *block.Doc        `json:"doc"`
	Fault    *failure          `json:"fault,omitempty"`
}

type failure struct {
	Code    fault.Code `json:"code"`
	Op      string     `json:"op"`
	Message string     `json:"message"`
}

// encode puts an extraction's outcome into the body of an answer frame.
func encode(result extractors.Result, err error) ([]byte, error) {
	a := answer{Document: result.Document, Links: result.Links, Notes: result.Notes, Doc: result.Doc}
	for _, r := range result.Records {
		data, err := record.Marshal(r)
		if err != nil {
			return nil, err
		}
		a.Records = append(a.Records, data)
	}
	if err != nil {
		a.Fault = &failure{Code: fault.Panic, Message: err.Error()}
		if e, ok := errors.AsType[*fault.Error](err); ok {
			a.Fault = &failure{Code: e.Code, Op: e.Op}
			if e.Err != nil {
				a.Fault.Message = e.Err.Error()
			}
		}
	}
	return record.Marshal(a)
}

// decode is the reverse of encode.
func decode(data []byte) (extractors.Result, error) {
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		return extractors.Result{}, fmt.Errorf("read the worker's answer: %w", err)
	}
	result := extractors.Result{Document: a.Document, Links: a.Links, Notes: a.Notes, Doc: a.Doc}
	for _, data := range a.Records {
		r, err := record.Unmarshal(data)
		if err != nil {
			return result, fmt.Errorf("read the worker's answer: %w", err)
		}
		result.Records = append(result.Records, r)
	}
	if f := a.Fault; f != nil {
		var cause error
		if f.Message != "" {
			cause = errors.New(f.Message)
		}
		return result, fault.New(f.Code, f.Op, cause)
	}
	return result, nil
}

func newRequest(in extractors.Input, l limits) request {
	r := request{Limits: l, ContentType: in.ContentType, PDF: in.PDF, Explain: in.Explain}
	if in.URL != nil {
		r.URL = in.URL.String()
	}
	if in.Sites != nil {
		r.Sites = in.Sites.Added()
	}
	return r
}

// profiles are what a worker knows of websites. The documents of one run have the
// same, so the last set is kept.
type profiles struct {
	files []sites.File
	set   *sites.Set
}

func (p *profiles) of(files []sites.File) (*sites.Set, error) {
	if p.set != nil && slices.Equal(p.files, files) {
		return p.set, nil
	}
	set, err := sites.Embedded().With(files...)
	if err == nil {
		p.files, p.set = files, set
	}
	return set, err
}

// input is the reverse of newRequest, with the body beside it.
func (r request) input(body []byte, set *sites.Set) (extractors.Input, error) {
	in := extractors.Input{ContentType: r.ContentType, PDF: r.PDF, Sites: set, Explain: r.Explain, Body: body}
	if r.URL == "" {
		return in, nil
	}
	u, err := url.Parse(r.URL)
	in.URL = u
	return in, err
}

func writeFrame(w io.Writer, kind byte, data []byte) error {
	if len(data) > maxFrame {
		return fmt.Errorf("frame of %d bytes is over the limit of %d", len(data), maxFrame)
	}
	if _, err := w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind)); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

func readFrame(r io.Reader) (kind byte, data []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > maxFrame {
		return 0, nil, fmt.Errorf("frame of %d bytes is over the limit of %d", n, maxFrame)
	}
	data = make([]byte, n)
	_, err = io.ReadFull(r, data)
	return head[4], data, err
}
