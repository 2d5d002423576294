package index

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"assize/extractors/record"
)

// The test binary can run as a child that does one thing to an index.
const (
	childEnv = "ASSIZE_INDEX_CHILD" // what to do
	dirEnv   = "ASSIZE_INDEX_DIR"   // to the index in which folder
	sizeEnv  = "ASSIZE_INDEX_SIZE"  // with how many records
)

var children = map[string]func(dir string, n int) error{
	"apply":    applyAll,
	"generate": generate,
	"fts5":     buildFTS5,
	"hold":     hold,
	"rebuild": func(dir string, n int) error {
		return Rebuild(context.Background(), dir, int64(n), synthetic(n), func(n int) { fmt.Println(n) })
	},
}

func TestMain(m *testing.M) {
	child, ok := children[os.Getenv(childEnv)]
	if !ok {
		os.Exit(m.Run())
	}
	n, err := strconv.Atoi(os.Getenv(sizeEnv))
	if err == nil {
		err = child(os.Getenv(dirEnv), n)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// applyAll brings in what the index lacks, a hundred changes at a time, and
// prints the sequence number after each time.
func applyAll(dir string, n int) error {
	x, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	defer x.Close()
	var changes []record.Change
	for c := range synthetic(n) {
		changes = append(changes, c)
	}
	for some := range slices.Chunk(changes[x.Seq():], 100) {
		if err := x.Apply(context.Background(), some); err != nil {
			return err
		}
		fmt.Println(x.Seq())
	}
	return nil
}

func child(t testing.TB, what, dir string, n int) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+what, dirEnv+"="+dir, sizeEnv+"="+strconv.Itoa(n))
	cmd.Stderr = os.Stderr
	return cmd
}

// killAfter runs a child, kills it when it has printed some lines, and returns
// the last of them.
func killAfter(t *testing.T, cmd *exec.Cmd, lines int) string {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := ""
	scanner := bufio.NewScanner(out)
	for range lines {
		if !scanner.Scan() {
			t.Fatalf("the child ended after %q", last)
		}
		last = scanner.Text()
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait() // which only says that it was killed
	return last
}

func TestKillDuringApply(t *testing.T) {
	const n = 2500
	x, dir := newIndex(t, nil)
	x.Close()
	for _, lines := range []int{1, 3, 7} {
		said, err := strconv.ParseInt(killAfter(t, child(t, "apply", dir, n), lines), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		x, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if x.Seq() < said || int64(count(t, x)) != x.Seq() {
			t.Errorf("it said %d, the index is at %d with %d records", said, x.Seq(), count(t, x))
		}
		x.Close()
	}
	if err := applyAll(dir, n); err != nil {
		t.Fatal(err)
	}
	x, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Seq() != n || count(t, x) != n {
		t.Errorf("in the end the index is at %d with %d records", x.Seq(), count(t, x))
	}
}

func TestKillDuringRebuild(t *testing.T) {
	changes := corpus(t)
	x, dir := newIndex(t, changes)
	x.Close()
	killAfter(t, child(t, "rebuild", dir, 3*rebuildChanges), 1)
	if names, _ := folder(dir).generations(); len(names) != 2 {
		t.Errorf("the kill left %v; it came too early or too late", names)
	}
	x, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if count(t, x) != len(changes) {
		t.Errorf("the old index holds %d records", count(t, x))
	}
	if names, _ := folder(dir).generations(); len(names) != 1 {
		t.Errorf("a writer leaves %v", names)
	}
}

// bigSize is the size of corpus that assize is meant for.
const bigSize = 250_000

func TestRebuildMemory(t *testing.T) {
	if testing.Short() || os.Getenv("ASSIZE_BIG") == "" {
		t.Skip("set ASSIZE_BIG=1 to rebuild an index of 250,000 records (a minute or more)")
	}
	dir := filepath.Join(t.TempDir(), "index")
	cmd := child(t, "rebuild", dir, bigSize)
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	state := cmd.ProcessState
	peak := peakMemory(state)
	used := state.UserTime() + state.SystemTime()
	t.Logf("%d records: %d MB at most, %.1f s of CPU, %.0f records per CPU second", bigSize, peak>>20, used.Seconds(), bigSize/used.Seconds())
	if peak > 1<<30 {
		t.Errorf("it took %d MB of memory", peak>>20)
	}
}
