package htmldoc

import (
	"regexp"
	"strings"
)

// phrases are what classes are looked through for, by the words that they begin
// with.
type phrases struct{ byStart map[string][]string }

func newPhrases(list ...string) *phrases {
	p := &phrases{map[string][]string{}}
	for _, phrase := range list {
		start, _ := startOf(phrase + " ")
		p.byStart[start] = append(p.byStart[start], phrase)
	}
	return p
}

// startOf is the first word of a text, with the second where it is ^, and what
// follows the first.
func startOf(text string) (start, rest string) {
	word, rest, _ := strings.Cut(text, " ")
	if word != "^" {
		return word, rest
	}
	second, _, _ := strings.Cut(rest, " ")
	return "^ " + second, rest
}

// first is the first phrase that the words hold, or "". The words are those of
// splitWords with a space at each end.
func (p *phrases) first(words string) string {
	for text := strings.TrimPrefix(words, " "); text != ""; {
		start, rest := startOf(text)
		for _, phrase := range p.byStart[start] {
			if strings.HasPrefix(text, phrase+" ") {
				return phrase
			}
		}
		text = rest
	}
	return ""
}

// chromePhrases are the words that classes and ids of chrome are made of. A
// class is cut into lower-case words, "^ share post $" for "sharePost"; a
// phrase matches whole words, and its ^ and $ the class's ends.
var chromePhrases = newPhrases(
	// menus and page furniture
	"^ nav $", "^ navbar", "^ navigation", "navigation $", "nav menu", "main menu", "menu $", "menu item",
	"site header $", "^ page header banner $",
	"^ masthead", "site footer", "page footer", "^ footer", "footer $", "footer widgets", "^ sidebar", "sidebar $",
	"side bar", "^ breadcrumb", "breadcrumb $", "breadcrumbs",
	"skip link", "skiplink", "skip to content", "skip links", "^ pagination", "pagination $", "^ pager", "pager $",
	"page numbers", "post navigation", "nav links",
	"back to top", "backtotop", "scroll top", "to top $", "widget area", "toolbar $", "^ toolbar", "language switcher",
	"site search", "search form", "searchform",
	"off canvas", "offcanvas", "^ drawer", "mobile menu", "mega menu", "dropdown menu", "^ topbar", "^ top bar",
	// sharing
	"^ share $", "^ sharing", "^ social $", "share buttons", "share button", "share bar", "share links", "share icons",
	"share post", "share this", "share tools", "share btn",
	"post share", "article share", "page share", "social share", "social sharing", "social links", "social icons",
	"social buttons", "social bar", "social list", "social follow", "share list",
	"sharedaddy", "addtoany", "addthis", "sharethis", "^ sd sharing", "^ ssba", "heateor", "shariff", "follow us",
	"^ socials $",
	// more of the same site
	"^ related", "related posts", "related articles", "related post", "related content", "related stories",
	"related links", "related news", "related items", "related products", "related topics", "related $",
	"relatedposts", "relatedarticles", "^ recommended", "recommended articles", "recommended posts",
	"recommendations widget", "read next", "up next", "more stories", "more from", "more news", "more articles",
	"also like",
	"you may like", "read more $", "readmore", "most read", "most popular", "popular posts", "recent posts",
	"latest posts", "latest news widget", "trending", "^ taboola", "outbrain", "zergnet", "^ upsell", "^ up sells",
	"next post", "previous post", "prev next", "post nav", "also read",
	// consent, adverts, subscription
	"cookie", "cookies", "cookiebanner", "consent", "gdpr", "onetrust", "cmplz", "cli modal", "^ ad $", "^ ads $",
	"advert", "advertisement", "adsbygoogle", "ad container", "ad wrapper", "ad slot", "ad unit", "banner ad",
	"google ad", "dfp", "sponsor $", "^ sponsor", "sponsored", "sponsors",
	"promo $", "^ promo", "promo box", "newsletter", "subscribe", "subscription $", "^ subscription", "sign up form",
	"signup", "sign up $", "mailing list", "mailchimp", "donate", "^ popup", "popup $", "^ modal", "modal $",
	"lightbox", "^ overlay $", "^ cta", "cta $",
	// about the text, not the text
	"^ byline", "byline $", "author box", "author bio", "about author", "author info", "author card", "author profile",
	"author block", "post meta", "entry meta", "article meta", "post info", "entry footer", "entry utility",
	"post tags", "tag cloud", "tags links", "^ tags $", "tag list", "post categories", "cat links", "posted on",
	"post date",
	"print only", "copyright", "disclaimer $", "rating widget", "toc $", "toc container", "toc list",
	"table of contents", "^ printfriendly", "wp caption hidden",
	"screen reader text", "screen reader only", "sr only", "visually hidden", "visuallyhidden", "element invisible",
	"noprint", "no print", "hatom", "edit section", "mw editsection", "mw jump link", "^ navbox", "catlinks",
	"printfooter", "reflist",
	"feedback $", "^ feedback", "was this helpful", "page helpful",
)

// commentPhrases are the words of readers' comments, which may well be longer
// than what they comment on.
var commentPhrases = newPhrases(
	"^ comments", "comments $", "comment form", "comment list", "commentlist", "comment respond", "comment reply",
	"^ respond $", "disqus", "comments area", "comments section", "post comments", "leave reply", "fb comments",
	"comment body", "comment content", "^ comment $", "comments list", "comments wrapper", "comments container",
)

// chromeLines are texts that are never content where they are a whole block,
// by their lower-case letters.
var chromeLines = lines(`
	advert
	advertisement
	back to top
	click to share
	close
	comments
	continue reading
	copy link
	don't miss
	jump to
	leave a comment
	leave a reply
	listen to this article
	load more
	more on this story
	no comments
	on this page
	print this page
	read more
	related articles
	related content
	related news
	related posts
	return to top
	save as pdf
	share
	share on facebook
	share on linkedin
	share on twitter
	share this
	share this article
	share this on whatsapp
	share this page
	share this post
	scroll
	show more
	skip to content
	skip to main content
	text size
	top stories
	you may also like
`)

func isChromeLine(text string) bool {
	const longest = 40
	return len(text) <= longest && chromeLines[letters(text)]
}

func lines(table string) map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		set[letters(line)] = true
	}
	return set
}

// toTop is the link that some themes put behind every heading.
var toTop = regexp.MustCompile(`(?i)\s*\(?\b(back|return) to top\)?$`)
