// Command colly crawls a site with github.com/gocolly/colly, which stores
// nothing, and prints how many pages it fetched: what throughput is compared with.
//
//	go run ./colly http://127.0.0.1:8017/0
package main

import (
	"fmt"
	"os"

	"github.com/gocolly/colly/v2"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: colly URL")
		os.Exit(2)
	}
	pages := 0
	c := colly.NewCollector()
	c.OnResponse(func(*colly.Response) { pages++ })
	c.OnHTML("a[href]", func(e *colly.HTMLElement) {
		// A page that was visited before is an error, and no news.
		_ = e.Request.Visit(e.Attr("href"))
	})
	if err := c.Visit(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(pages)
}
