package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call this test binary as the program assize.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"assize": main})
}

// TestScripts runs testdata/script, one script or more for every verb. Each
// begins in a folder of its own with an empty home. $TESTDATA is the
// repository's testdata, and $PROGRAM the folder where assize is, and nothing else.
func TestScripts(t *testing.T) {
	testdata, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("TESTDATA", testdata)
			e.Setenv("PROGRAM", filepath.SplitList(os.Getenv("PATH"))[0])
			e.Setenv("HOME", filepath.Join(e.WorkDir, ".home"))
			e.Setenv("LOCALAPPDATA", filepath.Join(e.WorkDir, ".home"))
			return nil
		},
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"code": expectCode, "idof": idOf},
		RequireExplicitExec: true,
	})
}

// expectCode is the script command `code N PROGRAM ARG...`: the program must end
// with that exit code.
func expectCode(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// idOf is the script command `idof [-short] NAME FILE`: it puts the id of the one
// record in the file into the environment, cut as search prints it if it is to
// be short.
func idOf(ts *testscript.TestScript, _ bool, args []string) {
	short := args[0] == "-short"
	if short {
		args = args[1:]
	}
	var r struct{ ID string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &r))
	if short {
		r.ID = r.ID[:shortID]
	}
	ts.Setenv(args[0], r.ID)
}
