package fetch

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"assize/extractors/fault"
)

// FileURL is the file: URL of a path, made absolute.
func FileURL(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // a Windows volume
	}
	return (&url.URL{Scheme: "file", Path: abs}).String(), nil
}

// FilePath is the path that a file: URL names, in the form of this system.
func FilePath(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	path := u.Path
	if len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:] // a Windows volume
	}
	return filepath.FromSlash(path), nil
}

// fetchFile reads a file whole, once its size is known to be in bounds.
func (c *Client) fetchFile(address string) (*Response, error) {
	path, err := FilePath(address)
	if err != nil {
		return nil, fault.Newf(fault.Malformed, "read "+address, "not a file URL; check how it is written")
	}
	op := "read " + path
	out := &Response{URL: address, FetchedAt: c.options.Now()}
	info, err := os.Stat(path)
	if err != nil {
		return out, fileFault(op, err)
	}
	if info.IsDir() {
		if _, err := os.ReadDir(path); err != nil {
			return out, fileFault(op, err)
		}
	}
	switch {
	case !info.Mode().IsRegular():
		return out, fault.Newf(fault.Unsupported, op, "not a file; name a file or a folder")
	case info.Size() == 0:
		return out, fault.Newf(fault.Empty, op, "the file is empty; get it again from where it came")
	case info.Size() > c.options.MaxBody:
		return out, c.tooLarge(op)
	}
	f, err := os.Open(path)
	if err != nil {
		return out, fileFault(op, err)
	}
	defer f.Close()
	out.Body, err = readUpTo(f, info.Size(), c.options.MaxBody)
	switch {
	case errors.Is(err, errTooLarge):
		return out, c.tooLarge(op)
	case err != nil:
		return out, fileFault(op, err)
	}
	return out, nil
}

func fileFault(op string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Newf(fault.NotFound, op, "there is no such file; check the path, or write a web address with https://")
	case errors.Is(err, fs.ErrPermission):
		return fault.Newf(fault.Denied, op, "permission denied; change the permissions or leave it out")
	}
	return fault.Newf(fault.Malformed, op, "%w; check the disk", err)
}
