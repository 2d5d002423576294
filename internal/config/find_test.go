package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadOrder(t *testing.T) {
	work, user := t.TempDir(), t.TempDir()
	t.Chdir(work)
	env := map[string]string{"XDG_CONFIG_HOME": user, "XDG_DATA_HOME": filepath.Join(user, "share")}
	request := Request{Getenv: func(name string) string { return env[name] }}

	check := func(contact, fileOrigin, dataPath, dataOrigin string) {
		t.Helper()
		s, err := Load(request)
		if err != nil {
			t.Fatal(err)
		}
		if s.Contact != contact || s.File.Origin != fileOrigin || s.Data.Path != dataPath || s.Data.Origin != dataOrigin {
			t.Errorf("got contact %q, file %+v, data %+v", s.Contact, s.File, s.Data)
		}
	}

	home := filepath.Join(user, "share", "assize")
	check("", "no configuration file", home, "the user's data folder")

	write(t, filepath.Join(user, "assize", FileName), "contact: xdg")
	check("xdg", "the user's configuration folder", home, "the user's data folder")

	write(t, FileName, "contact: here\ndata: store")
	check("here", "the working folder", "store", `"data" in assize.yaml`)

	env[EnvConfig] = write(t, filepath.Join("other", "c.yaml"), "contact: env\ndata: store")
	check("env", EnvConfig, filepath.Join("other", "store"), `"data" in `+env[EnvConfig])

	env[EnvData] = "from-env"
	check("env", EnvConfig, "from-env", EnvData)

	request.Config = write(t, "flag.yaml", "contact: flag")
	request.Data = "from-flag"
	check("flag", "--config", "from-flag", "--data")
}

func TestLoadMissing(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := Load(Request{Config: "gone.yaml", Getenv: func(string) string { return "" }})
	if _, ok := errors.AsType[*Error](err); !ok || !strings.HasPrefix(err.Error(), "gone.yaml: cannot read the configuration named by --config: ") {
		t.Errorf("got %v", err)
	}
}

func TestLoadWithoutHome(t *testing.T) {
	t.Chdir(t.TempDir())
	s, err := Load(Request{Getenv: func(string) string { return "" }})
	if err != nil || s.Data.Path != "assize-data" {
		t.Errorf("got data folder %+v, error %v", s, err)
	}
}

func TestDidYouMean(t *testing.T) {
	names := []string{"kind", "speaker", "section"}
	for word, want := range map[string]string{
		"knd": `; did you mean "kind"?`, "speakers": `; did you mean "speaker"?`, "xyz": "", "": "",
	} {
		if got := DidYouMean(word, names); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
