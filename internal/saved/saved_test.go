package saved

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assize/extractors/record"
	"assize/index/query"
)

// changes are all that a source has; it counts how many were read.
type changes struct {
	all  []record.Change
	read int
}

func (c *changes) Changes(_ context.Context, after int64, limit int) ([]record.Change, error) {
	rest := c.all[min(after, int64(len(c.all))):]
	rest = rest[:min(limit, len(rest))]
	c.read += len(rest)
	return rest, nil
}

// add adds a finding with its text.
func (c *changes) add(text string) {
	n := len(c.all) + 1
	id := record.ID(fmt.Sprintf("f_%04d", n))
	c.all = append(c.all, record.Change{Seq: int64(n), ID: id, Document: &record.Document{ID: "d_1", Title: "A <report>"},
		Record: &record.Finding{Common: record.Common{ID: id, Kind: record.KindFinding, Text: text}}})
}

func open(t *testing.T, path string) *Book {
	t.Helper()
	b, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// told runs the searches and returns what is new, until as many were told as told
// may fail.
func told(t *testing.T, b *Book, source Source, most int) (all []string, err error) {
	t.Helper()
	if err := b.Run(t.Context(), source, func() time.Time { return time.Unix(1, 0) }); err != nil {
		t.Fatal(err)
	}
	err = b.Tell(t.Context(), func(it Item) error {
		if len(all) == most {
			return errors.New("enough")
		}
		all = append(all, it.Search+" "+string(it.ID))
		return nil
	})
	return all, err
}

func TestNothingIsToldTwice(t *testing.T) {
	source := &changes{}
	for i := range 2500 {
		source.add(fmt.Sprintf("The chain had %d links.", i))
	}
	path := filepath.Join(t.TempDir(), "saved.db")
	b := open(t, path)
	q, _, err := query.Parse("supply chain")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Add(t.Context(), "new", q, 2500), b.Add(t.Context(), "newer", q, 2501)); err != nil {
		t.Fatal(err)
	}
	source.add("The supply chain was thin.")
	source.add("A chain of supply shops had closed.")
	got, err := told(t, b, source, 1)
	if err == nil || strings.Join(got, ", ") != "new f_2501" {
		t.Fatalf("first %v, %v", got, err)
	}
	if source.read != 2 {
		t.Errorf("%d changes were read for two that are new", source.read)
	}
	b.Close()
	b = open(t, path)
	if got, err := told(t, b, source, 10); err != nil || strings.Join(got, ", ") != "new f_2502, newer f_2502" {
		t.Errorf("after a restart %v, %v", got, err)
	}
	again := source.all[2500] // seen anew, as after another extraction
	again.Seq = int64(len(source.all) + 1)
	source.all = append(source.all, again)
	if got, err := told(t, b, source, 10); err != nil || len(got) != 1 || got[0] != "newer f_2501" {
		t.Errorf("a record that comes again: %v, %v", got, err)
	}
	if err := b.Remove(t.Context(), "new"); err != nil {
		t.Fatal(err)
	}
	if items, err := b.Items(t.Context(), "new"); err != nil || len(items) != 0 {
		t.Errorf("a removed search has %v, %v", items, err)
	}
}

func TestFeed(t *testing.T) {
	var b strings.Builder
	items := []Item{{Search: "chains", ID: "f_1", Title: "A <report>", URL: "https://example.org/?a=1&b", Text: "a <b> & chain", Marks: [][2]int{{8, 13}}, Found: time.Unix(1, 0).UTC()}}
	if err := WriteFeed(&b, Search{Name: "chains", Query: `"a chain"`}, items); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>chains: A &lt;report&gt;</title>", `<link href="https://example.org/?a=1&amp;b"></link>`,
		"a &amp;lt;b&amp;gt; &amp;amp; &lt;mark&gt;chain&lt;/mark&gt;", "<updated>1970-01-01T00:00:01Z</updated>",
	} {
		if !strings.Contains(strings.ReplaceAll(b.String(), "&#34;", `"`), want) {
			t.Errorf("the feed lacks %s:\n%s", want, &b)
		}
	}
}

func TestWebhook(t *testing.T) {
	key := []byte("a key")
	for _, tt := range []struct {
		answers []int
		posts   int
		ok      bool
	}{
		{[]int{204}, 1, true},
		{[]int{503, 429, 200}, 3, true},
		{[]int{500, 500, 500, 500, 200}, 4, false},
		{[]int{400, 200}, 1, false},
	} {
		posts := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			mac := hmac.New(sha256.New, key)
			mac.Write(body)
			if want := "sha256=" + hex.EncodeToString(mac.Sum(nil)); err != nil || r.Header.Get("Assize-Signature") != want || r.Header.Get("Idempotency-Key") != "chains/f_1" {
				t.Errorf("headers %v, want the signature %s; %v", r.Header, want, err)
			}
			w.WriteHeader(tt.answers[posts])
			posts++
		}))
		err := Webhook{URL: server.URL, Key: key, Client: server.Client(), Pause: time.Microsecond}.Post(t.Context(), Item{Search: "chains", ID: "f_1"})
		server.Close()
		if posts != tt.posts || (err == nil) != tt.ok {
			t.Errorf("%v: %d posts, %v", tt.answers, posts, err)
		}
	}
}
