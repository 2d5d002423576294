package htmldoc

import (
	"encoding/json"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// articleTypes are the schema.org types that describe the page's own text.
var articleTypes = map[string]bool{
	"Article": true, "NewsArticle": true, "BlogPosting": true, "Report": true, "ReportageNewsArticle": true, "AnalysisNewsArticle": true, "OpinionNewsArticle": true,
	"ScholarlyArticle": true, "TechArticle": true, "LiveBlogPosting": true, "SocialMediaPosting": true, "DiscussionForumPosting": true, "GovernmentDocument": true, "Recipe": true, "Review": true, "HowTo": true, "Product": true,
}

var pageTypes = map[string]bool{"WebPage": true, "ItemPage": true, "AboutPage": true, "CreativeWork": true, "Dataset": true, "QAPage": true, "FAQPage": true}

// linkedData reads the JSON-LD scripts: objects anywhere in them, in arrays,
// in an @graph or nested. Those that describe an article come before those that
// describe the page.
func (p *page) linkedData(c *collector) {
	g := graph{byID: map[string]map[string]any{}}
	p.doc.Find("script[type='application/ld+json']").Each(func(_ int, s *goquery.Selection) {
		const largest = 1 << 20
		text := strings.TrimSpace(s.Text())
		text = strings.TrimSuffix(strings.TrimPrefix(text, "<!--"), "-->")
		text = lineEnds.Replace(text)
		var value any
		if len(text) <= largest && json.Unmarshal([]byte(text), &value) == nil {
			g.index(value, 0)
		}
	})
	for _, types := range []map[string]bool{articleTypes, pageTypes} {
		for _, object := range g.objects {
			if hasType(object, types) {
				g.describe(object, c)
			}
		}
	}
}

// lineEnds makes spaces of line ends and tabs, which JSON forbids in texts and
// pages write there.
var lineEnds = strings.NewReplacer("\r", " ", "\n", " ", "\t", " ")

// A graph is every object of a page's JSON-LD.
type graph struct {
	objects []map[string]any
	byID    map[string]map[string]any
}

func (g *graph) index(value any, depth int) {
	const deepest = 16
	if depth > deepest {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			g.index(item, depth+1)
		}
	case map[string]any:
		g.objects = append(g.objects, v)
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			g.byID[id] = v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			g.index(v[key], depth+1)
		}
	}
}

func (g *graph) describe(o map[string]any, c *collector) {
	for _, field := range []struct{ key, name string }{
		{"headline", "title"}, {"name", "title"}, {"datePublished", "published"}, {"dateCreated", "published"}, {"dateModified", "modified"},
		{"inLanguage", "language"}, {"license", "licence"}, {"description", "description"},
	} {
		if s, ok := o[field.key].(string); ok {
			c.add(field.name, s, "json-ld")
		}
	}
	for _, field := range []struct{ key, name string }{{"author", "author"}, {"creator", "author"}, {"publisher", "publisher"}} {
		for _, name := range g.names(o[field.key], 0) {
			c.add(field.name, name, "json-ld")
		}
	}
	for _, t := range typesOf(o) {
		c.add("type", t, "json-ld")
	}
}

// names are the names of the people or bodies that a value stands for: text,
// an object, a reference to one, or a list of these.
func (g *graph) names(value any, depth int) []string {
	const deepest = 4
	if depth > deepest {
		return nil
	}
	switch v := value.(type) {
	case string:
		if !isAddress(v) {
			return []string{v}
		}
	case []any:
		var list []string
		for _, item := range v {
			list = append(list, g.names(item, depth+1)...)
		}
		return list
	case map[string]any:
		if name, ok := v["name"]; ok {
			return g.names(name, depth+1)
		}
		if id, ok := v["@id"].(string); ok {
			if target, ok := g.byID[id]; ok {
				return g.names(target["name"], depth+1)
			}
		}
	}
	return nil
}

func typesOf(o map[string]any) []string {
	switch t := o["@type"].(type) {
	case string:
		return []string{t}
	case []any:
		var list []string
		for _, item := range t {
			if s, ok := item.(string); ok {
				list = append(list, s)
			}
		}
		return list
	}
	return nil
}

func hasType(o map[string]any, types map[string]bool) bool {
	for _, t := range typesOf(o) {
		if types[t] {
			return true
		}
	}
	return false
}
