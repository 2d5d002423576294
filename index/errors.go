package index

import "errors"

// The ways in which an index cannot be used.
var (
	ErrNone     = errors.New("there is no index yet; make it with `assize index rebuild`")
	ErrLocked   = errors.New("the index is in use by another process")
	ErrCorrupt  = errors.New("the index is damaged; make it anew with `assize index rebuild`")
	ErrSchema   = errors.New("the index was made by another version of assize; make it anew with `assize index rebuild`")
	ErrBadQuery = errors.New("this search is not possible")
)
