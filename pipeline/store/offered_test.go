package store

import (
	"testing"

	"assize/pipeline/frontier"
)

func TestOffered(t *testing.T) {
	o := newOffered()
	for i, tt := range []struct {
		task  frontier.Task
		again bool
	}{
		{frontier.Task{URL: "http://a.test/", Source: "s", Depth: 2}, false},
		{frontier.Task{URL: "http://a.test/", Source: "s", Depth: 2}, true},
		{frontier.Task{URL: "http://a.test/", Source: "s", Depth: 3}, true},
		{frontier.Task{URL: "http://a.test/", Source: "s", Depth: 1}, false},
		{frontier.Task{URL: "http://a.test/", Source: "s", Depth: 1}, true},
		{frontier.Task{URL: "http://a.test/", Source: "other", Depth: 1}, false},
		{frontier.Task{URL: "http://a.test/b", Source: "s", Depth: 1}, false},
	} {
		if again := o.again(tt.task); again != tt.again {
			t.Errorf("offer %d: again %v", i, again)
		}
	}
}
