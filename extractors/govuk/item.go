package govuk

import (
	"bytes"
	"encoding/json"
	"html"
)

// An item is the part of a content item that is read.
type item struct {
	BasePath       string `json:"base_path"`
	Title          string `json:"title"`
	Description    string `json:"description"`
	Locale         string `json:"locale"`
	DocumentType   string `json:"document_type"`
	FirstPublished string `json:"first_published_at"`
	PublicUpdated  string `json:"public_updated_at"`
	Withdrawn      struct {
		At string `json:"withdrawn_at"`
	} `json:"withdrawn_notice"`
	Details details `json:"details"`
	Links   struct {
		Organisations []entity `json:"organisations"`
		People        []entity `json:"people"`
		Speaker       []entity `json:"speaker"`
	} `json:"links"`
}

type entity struct {
	Title string `json:"title"`
}

type details struct {
	FirstPublic string       `json:"first_public_at"`
	Body        markup       `json:"body"`
	Parts       []part       `json:"parts"`
	Groups      []part       `json:"collection_groups"`
	Outcome     markup       `json:"final_outcome_detail"`
	Feedback    markup       `json:"public_feedback_detail"`
	Documents   []markup     `json:"documents"`
	Attachments []attachment `json:"attachments"`
}

// A part is one page of a guide, or one group of a collection.
type part struct {
	Title string `json:"title"`
	Body  markup `json:"body"`
}

type attachment struct {
	Title       string `json:"title"`
	URL         string `json:"url"`
	ContentType string `json:"content_type"`
}

// markup is HTML, given as a text or as a list of the same text in several
// formats.
type markup string

// UnmarshalJSON takes either form; what is neither is no markup.
func (m *markup) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*m = markup(text)
		return nil
	}
	var formats []struct {
		Type    string `json:"content_type"`
		Content string `json:"content"`
	}
	if json.Unmarshal(data, &formats) == nil {
		for _, f := range formats {
			if f.Type == "text/html" {
				*m = markup(f.Content)
			}
		}
	}
	return nil
}

// page is the item's text as one page of HTML, its attachments as links at the
// end.
func (it *item) page() []byte {
	var b bytes.Buffer
	element := func(name, text string) {
		if text != "" {
			b.WriteString("<" + name + ">" + html.EscapeString(text) + "</" + name + ">\n")
		}
	}
	section := func(p part) {
		element("h2", p.Title)
		b.WriteString(string(p.Body) + "\n")
	}
	b.WriteString("<!doctype html><main>")
	element("h1", it.Title)
	element("p", it.Description)
	d := &it.Details
	b.WriteString(string(d.Outcome) + "\n" + string(d.Feedback) + "\n" + string(d.Body) + "\n")
	for _, p := range append(d.Parts, d.Groups...) {
		section(p)
	}
	for _, m := range d.Documents {
		b.WriteString(string(m) + "\n")
	}
	for _, a := range d.Attachments {
		if a.URL != "" && a.Title != "" {
			b.WriteString(`<p><a href="` + html.EscapeString(a.URL) + `" type="` + html.EscapeString(a.ContentType) + `">` + html.EscapeString(a.Title) + "</a></p>\n")
		}
	}
	b.WriteString("</main>")
	return b.Bytes()
}
