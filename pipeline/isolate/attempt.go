package isolate

import (
	"maps"
	"time"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc"
)

// An attempt is one way of reading a PDF file, after others have ended their
// workers. The zero value is the first.
type attempt struct {
	fatal map[int]fault.Code // as pdfdoc.Options.Fatal
	own   bool               // as pdfdoc.Options.Own: the last attempt
	sound int                // how many pages to read then; 0 for all
}

func (a attempt) apply(to *pdfdoc.Options) {
	to.Fatal, to.Own, to.MaxPages = a.fatal, a.own, 0
	if a.own {
		to.MaxPages = a.sound
	}
}

// A death is the end of a worker before its answer.
type death struct {
	err       *fault.Error
	page      int           // that was being read, from 1; 0 for none
	read      bool          // all pages had been read, and the second engine or the layout was at work
	uncharged time.Duration // CPU time of the process that is not the document's
	spent     time.Duration // CPU time that the attempt has cost
}

// next is the attempt that follows on a death, if any:
//
//	in the first page that kills      the same without that page, which the second engine reads
//	before the first page, or in a    the second engine reads the whole file
//	second page that kills
//	in the second engine              the pages that were read before, without it
func (a attempt) next(d death) (attempt, bool) {
	_, alone := a.fatal[0]
	switch {
	case a.own, alone && a.sound == 0:
		return a, false
	case alone:
		fatal := maps.Clone(a.fatal)
		delete(fatal, 0)
		return attempt{fatal: fatal, own: true, sound: a.sound}, true
	case d.read:
		return attempt{fatal: a.fatal, own: true}, true
	case d.page > 0 && len(a.fatal) == 0:
		return attempt{fatal: map[int]fault.Code{d.page: d.err.Code}}, true
	}
	fatal := maps.Clone(a.fatal)
	if fatal == nil {
		fatal = map[int]fault.Code{}
	}
	fatal[0] = d.err.Code
	return attempt{fatal: fatal, sound: max(d.page-1, 0)}, true
}

// limits of one attempt: CPU time but for the last.
type limits struct {
	Whole   time.Duration `json:"whole"`   // the worker ends itself after it
	Reading time.Duration `json:"reading"` // what was read by then is delivered: the rest is for blocks and records
	Opening time.Duration `json:"opening"` // until the first page
	Page    time.Duration `json:"page"`    // each
	Wall    time.Duration `json:"wall"`    // wall clock: the worker is blocked, and its parent kills it
}

// limits shares the time that is left out of the whole time limit. A PDF file
// that does not get on leaves time for other attempts.
func (o Options) limits(left time.Duration, pdf bool) limits {
	l := limits{Whole: left, Reading: left / 2, Opening: left, Page: left, Wall: o.Wall}
	if pdf {
		l.Opening, l.Page = o.Timeout/2, o.Timeout/3
	}
	return l
}
