package export

import (
	"io"
	"iter"
	"runtime"
	"testing"

	"assize/pipeline/store"
)

// many yields so many records, and looks behind the last of them how much memory
// is in use.
func many(n int, inUse *uint64) iter.Seq2[*store.Entry, error] {
	all := entries()[1:5]
	return func(yield func(*store.Entry, error) bool) {
		for i := range n {
			if !yield(all[i%len(all)], nil) {
				return
			}
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		*inUse = m.HeapAlloc
	}
}

// Ten thousand records take no more memory than a hundred.
func TestMemoryDoesNotGrow(t *testing.T) {
	for _, f := range Formats {
		var few, more uint64
		for _, run := range []struct {
			n     int
			inUse *uint64
		}{{100, &few}, {10_000, &more}} {
			if n, err := f.Write(io.Discard, many(run.n, run.inUse)); n != run.n || err != nil {
				t.Fatalf("%s: %d records, error %v", f.Name, n, err)
			}
		}
		if more > few+1<<20 {
			t.Errorf("%s: %d bytes are in use, %d after a hundred records", f.Name, more, few)
		}
	}
}

func BenchmarkFormats(b *testing.B) {
	const n = 100_000
	for _, f := range Formats {
		b.Run(f.Name, func(b *testing.B) {
			var inUse uint64
			for b.Loop() {
				if _, err := f.Write(io.Discard, many(n, &inUse)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(inUse)/(1<<20), "MB-in-use")
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
