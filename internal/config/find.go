package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"assize/extractors/sites"
)

// FileName is the name of the configuration file in the working folder.
const FileName = "assize.yaml"

// The environment variables that are read here.
const (
	EnvConfig = "ASSIZE_CONFIG"
	EnvData   = "ASSIZE_DATA"
)

// A Place is a path and what decided on it, in words for people.
type Place struct {
	Path   string
	Origin string
}

// Request is what the command line says about where things are.
type Request struct {
	Config string // --config, "" when absent
	Data   string // --data, "" when absent
	Getenv func(string) string
}

// Settings is the configuration in force, with the places that it came from.
type Settings struct {
	Config
	File  Place // Path is "" when there is no configuration file
	Data  Place
	Sites *sites.Set // what is known of websites, the configuration's profiles included
}

// Load finds and reads the configuration and decides on the data folder,
// which need not exist. Faults are of type *Error.
func Load(r Request) (*Settings, error) {
	file, data, err := readFirst(r.candidates())
	if err != nil {
		return nil, err
	}
	c, err := Parse(file.Path, data)
	if err != nil {
		return nil, err
	}
	s := &Settings{Config: *c, File: file}
	s.Data = r.dataFolder(c.Data, file.Path)
	s.Sites, err = readProfiles(file.Path, c.Profiles)
	return s, err
}

// A candidate is a place where the configuration may be. One that was asked for
// by name must be there.
type candidate struct {
	Place
	required bool
}

func (r Request) candidates() []candidate {
	if r.Config != "" {
		return []candidate{{Place{r.Config, "--config"}, true}}
	}
	if p := r.Getenv(EnvConfig); p != "" {
		return []candidate{{Place{p, EnvConfig}, true}}
	}
	list := []candidate{{Place{FileName, "the working folder"}, false}}
	if dir := configHome(r.Getenv); dir != "" {
		list = append(list, candidate{Place{filepath.Join(dir, "assize", FileName), "the user's configuration folder"}, false})
	}
	return list
}

// readFirst reads the first candidate that exists.
func readFirst(list []candidate) (Place, []byte, error) {
	for _, c := range list {
		data, err := os.ReadFile(c.Path)
		if err == nil {
			return c.Place, data, nil
		}
		if c.required || !errors.Is(err, fs.ErrNotExist) {
			return Place{}, nil, &Error{File: c.Path, Message: "cannot read the configuration named by " + c.Origin + ": " + cause(err)}
		}
	}
	return Place{Origin: "no configuration file"}, nil, nil
}

// cause is a file error without its operation and path.
func cause(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// dataFolder decides on the data folder. A relative path in the configuration
// counts from the file's own folder.
func (r Request) dataFolder(configured, file string) Place {
	if r.Data != "" {
		return Place{r.Data, "--data"}
	}
	if p := r.Getenv(EnvData); p != "" {
		return Place{p, EnvData}
	}
	if configured != "" {
		return Place{beside(file, configured), `"data" in ` + file}
	}
	if dir := dataHome(r.Getenv); dir != "" {
		return Place{filepath.Join(dir, "assize"), "the user's data folder"}
	}
	return Place{"assize-data", "the working folder, since there is no home folder"}
}

// beside is a path as the configuration gives it: a relative one counts from the
// folder of the file.
func beside(file, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// configHome is where a user's configuration lies: the XDG Base Directory
// Specification 0.8 where its variable is set or the system is a Unix, else the
// system's own habit.
func configHome(getenv func(string) string) string {
	return home(getenv, "XDG_CONFIG_HOME", map[string][]string{
		"windows": {"APPDATA"},
		"darwin":  {"HOME", "Library", "Application Support"},
		"":        {"HOME", ".config"},
	})
}

// dataHome is where a user's data lies, after the same rules.
func dataHome(getenv func(string) string) string {
	return home(getenv, "XDG_DATA_HOME", map[string][]string{
		"windows": {"LOCALAPPDATA"},
		"darwin":  {"HOME", "Library", "Application Support"},
		"":        {"HOME", ".local", "share"},
	})
}

// home is the folder that the XDG variable names, if it is absolute as the
// specification demands; else the system's, given as a variable and what follows it.
func home(getenv func(string) string, xdg string, systems map[string][]string) string {
	if dir := getenv(xdg); filepath.IsAbs(dir) {
		return dir
	}
	parts, known := systems[runtime.GOOS]
	if !known {
		parts = systems[""]
	}
	base := getenv(parts[0])
	if base == "" {
		return ""
	}
	return filepath.Join(append([]string{base}, parts[1:]...)...)
}
