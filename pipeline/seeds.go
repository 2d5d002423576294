package pipeline

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"assize/pipeline/fetch"
	"assize/pipeline/frontier"
)

// seedBatch is how many seeds are added to the frontier at once.
const seedBatch = 1000

// addresses are the sources' seeds as URLs, by the name of the source. A seed
// that is no URL is a path; one that cannot be made a URL stays as it is, and
// fetching it will say why.
func (c Config) addresses() (map[string][]string, error) {
	out := map[string][]string{}
	for _, s := range c.Sources {
		for _, seed := range s.Seeds {
			address, err := address(seed)
			if err != nil {
				return nil, err
			}
			out[s.Name] = append(out[s.Name], address)
		}
	}
	return out, nil
}

func address(seed string) (string, error) {
	scheme, _, found := strings.Cut(seed, "://")
	if !found {
		return fetch.FileURL(seed)
	}
	if strings.EqualFold(scheme, "file") {
		path, err := fetch.FilePath(seed)
		if err != nil {
			return seed, nil
		}
		return fetch.FileURL(path)
	}
	if canonical, err := frontier.Canonical(seed); err == nil {
		return canonical, nil
	}
	return seed, nil
}

// seed brings the seeds into the frontier, and the files of the folders among
// them. Seeds that are there already, because the run goes on, stay as they are.
func (r *runner) seed(ctx context.Context, seeds map[string][]string) error {
	for _, source := range r.config.Sources {
		b := &batch{r: r, source: source.Name}
		for _, address := range seeds[source.Name] {
			if err := b.seed(ctx, address); err != nil {
				return err
			}
		}
		if err := b.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// A batch is seeds on the way into the frontier.
type batch struct {
	r      *runner
	source string
	tasks  []frontier.Task
}

func (b *batch) seed(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		host := ""
		if err == nil {
			host = u.Host
		}
		return b.add(ctx, frontier.Task{URL: address, Source: b.source, Host: host, Root: host})
	}
	path, err := fetch.FilePath(address)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return b.add(ctx, frontier.Task{URL: address, Source: b.source})
	}
	return b.walk(ctx, path)
}

// walk adds the documents in a folder and below, in the order of their names.
// Hidden files and folders are left out; a link to a file is followed, a link to
// a folder is not, so that there is no going round in circles. A folder that
// cannot be read becomes a task, which will fail with the reason.
func (b *batch) walk(ctx context.Context, root string) error {
	return filepath.WalkDir(root+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		hidden := d != nil && strings.HasPrefix(d.Name(), ".") && filepath.Clean(path) != filepath.Clean(root)
		switch {
		case b.r.stopped():
			return filepath.SkipAll
		case hidden && d.IsDir():
			return filepath.SkipDir
		case hidden:
			return nil
		case err == nil && (d.IsDir() || !isDocument(path)):
			return ctx.Err()
		}
		address, err := fetch.FileURL(path)
		if err != nil {
			return err
		}
		return b.add(ctx, frontier.Task{URL: address, Source: b.source})
	})
}

func (b *batch) add(ctx context.Context, task frontier.Task) error {
	b.tasks = append(b.tasks, task)
	if len(b.tasks) < seedBatch {
		return nil
	}
	return b.flush(ctx)
}

func (b *batch) flush(ctx context.Context) error {
	if len(b.tasks) == 0 {
		return ctx.Err()
	}
	if _, err := b.r.run.Offer(ctx, b.tasks); err != nil {
		return err
	}
	b.r.event(Event{Kind: Queued, Source: b.source, Count: len(b.tasks)})
	b.tasks = b.tasks[:0]
	return ctx.Err()
}

// documentEndings are those of files that are taken for their name alone.
var documentEndings = map[string]bool{".html": true, ".htm": true, ".xhtml": true, ".pdf": true, ".txt": true}

// isDocument says whether a file that was met in a folder is worth reading: by
// its ending, or because its first bytes are HTML or PDF, or text in a file
// without an ending.
func isDocument(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	ending := strings.ToLower(filepath.Ext(path))
	if documentEndings[ending] {
		return true
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if n == 0 && err != nil {
		return false
	}
	switch kind, _, _ := strings.Cut(http.DetectContentType(head[:n]), ";"); kind {
	case "text/html", "application/pdf":
		return true
	case "text/plain":
		return ending == ""
	}
	return false
}
