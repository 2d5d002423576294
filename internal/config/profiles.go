package config

import (
	"errors"
	"os"
	"path/filepath"

	"assize/extractors/sites"
)

// largestProfile bounds a profile's file, which goes to the extraction workers
// with every document.
const largestProfile = 64 << 10

// readProfiles is what the program knows of websites and the profiles of the
// files and folders that a configuration names.
func readProfiles(file string, paths []string) (*sites.Set, error) {
	var files []sites.File
	for _, path := range paths {
		names, err := profileFiles(file, beside(file, path))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, &Error{File: name, Message: "cannot read the profile: " + cause(err)}
			}
			if len(text) > largestProfile {
				return nil, &Error{File: name, Message: "a profile cannot be larger than 64 KiB"}
			}
			files = append(files, sites.File{Name: name, Text: string(text)})
		}
	}
	set, err := sites.Embedded().With(files...)
	if e, ok := errors.AsType[*sites.Error](err); ok {
		return nil, &Error{File: e.File, Line: e.Line, Column: e.Column, Message: e.Message}
	}
	return set, err
}

// profileFiles are the profiles in a folder, by name, or the one file.
func profileFiles(file, path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, &Error{File: file, Message: `cannot read "profiles": ` + path + ": " + cause(err)}
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	names, err := filepath.Glob(filepath.Join(path, "*.yaml"))
	if err == nil && len(names) == 0 {
		return nil, &Error{File: file, Message: `the folder of "profiles" holds no .yaml file: ` + path}
	}
	return names, err
}
