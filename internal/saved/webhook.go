package saved

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// A Webhook posts items to an address, each as a JSON object signed with a key:
//
//	Assize-Signature: sha256=HEX   the HMAC-SHA256 of the body (RFC 2104)
//	Idempotency-Key: SEARCH/ID     the same when an item has to be posted again
type Webhook struct {
	URL    string
	Key    []byte
	Client *http.Client
	Pause  time.Duration // before the second try, doubled before each further one; a second when 0
}

// tries is how often an item is posted before the rest is left to the next run.
const tries = 4

// Post posts an item and tries again after a fault of the network, a server's own
// (5xx) or too many requests (429).
func (h Webhook) Post(ctx context.Context, it Item) error {
	body, err := json.Marshal(it)
	if err != nil {
		return err
	}
	pause := cmp.Or(h.Pause, time.Second)
	for try := 1; ; try++ {
		again, err := h.post(ctx, it, body)
		if err == nil || !again || try == tries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
			pause *= 2
		}
	}
}

// post posts once and says whether a failure may pass.
func (h Webhook) post(ctx context.Context, it Item, body []byte) (again bool, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	mac := hmac.New(sha256.New, h.Key)
	mac.Write(body)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Assize-Signature", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	r.Header.Set("Idempotency-Key", it.Search+"/"+string(it.ID))
	answer, err := h.Client.Do(r)
	if err != nil {
		return true, err
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // so that the connection can be used again
	if answer.StatusCode/100 == 2 {
		return false, nil
	}
	return answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests, fmt.Errorf("%s answers %s", h.URL, answer.Status)
}
