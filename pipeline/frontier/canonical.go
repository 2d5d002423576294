package frontier

import (
	"fmt"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// Canonical brings an absolute http or https URL to the one form under which
// the store knows it: as the URL Standard (WHATWG) writes it, without fragment,
// credentials, an empty query, and the parameters that only track where a
// reader came from.
func Canonical(raw string) (string, error) {
	u, err := whatwg.Parse(raw)
	if err != nil {
		return "", fmt.Errorf("not a web address: %q: %w", raw, err)
	}
	if s := u.Scheme(); s != "http" && s != "https" {
		return "", fmt.Errorf("not a web address: %q: the scheme %q is not http or https", raw, s)
	}
	if u.Username() != "" || u.Password() != "" {
		u.SetUsername("")
		u.SetPassword("")
	}
	href := u.Href(true)
	base, query, _ := strings.Cut(href, "?")
	if query = withoutTracking(query); query != "" {
		return base + "?" + query, nil
	}
	return base, nil
}

// Resolve reads a reference on a page, or of a redirect, as browsers do: http and
// https alone. The query stays as it is, and what is no URL by the standard is an
// error.
func Resolve(base, reference string) (string, error) {
	u, err := whatwg.ParseRef(base, reference)
	if err != nil {
		return "", fmt.Errorf("not a web address: %q: %w", reference, err)
	}
	if s := u.Scheme(); s != "http" && s != "https" {
		return "", fmt.Errorf("not a web address: %q: the scheme %q is not http or https", reference, s)
	}
	return u.Href(true), nil
}

func withoutTracking(query string) string {
	var kept []string
	for param := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(param, "=")
		name = strings.ToLower(name)
		if param != "" && !tracking[name] && !strings.HasPrefix(name, "utm_") {
			kept = append(kept, param)
		}
	}
	return strings.Join(kept, "&")
}

// tracking are the query parameters, beside utm_*, that change nothing on the
// page.
var tracking = set("_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igshid",
	"mc_cid", "mc_eid", "mkt_tok", "msclkid", "twclid", "wbraid", "yclid")
