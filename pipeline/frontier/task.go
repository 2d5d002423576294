// Package frontier decides what a run fetches next: canonical URLs, the scope
// rules that say which links are followed, and the order and pace of requests
// to each host. The tasks themselves lie in the store; only what is being
// worked on, and a few tasks of each host, are held in memory.
package frontier

// A Task is one URL to fetch in a run.
type Task struct {
	ID     int64  // the store's number; tasks of equal depth go in its order
	URL    string // canonical; file: for local files
	Source string // the name of the source that it belongs to
	Host   string // host and port that politeness is kept for; "" for local files
	Root   string // host and port on which its links are followed
	Depth  int    // links from the seed; 0 for a seed
	Via    string // the page that the link was found on; "" for a seed
	Anchor string // the text of that link, which says what to expect here
	List   string // the kind of list that it is, as package discover names it; "" for a document
	Step   int    // of a list: how many lists led here, one from the other
	Tries  int    // how often it was tried in this process and is to be tried again
}

// A Lane is a queue of the frontier: the tasks of one source on one host.
type Lane struct{ Host, Source string }

// Lane is the queue that the task stands in.
func (t Task) Lane() Lane { return Lane{t.Host, t.Source} }

// A Link is a hyperlink of a page, on its way to become a task.
type Link struct {
	URL  string // canonical
	Text string // white space collapsed
}
