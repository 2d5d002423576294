package schedule

import "slices"

// Alarm says whether a source brings far fewer documents than it used to: none,
// or less than half. Yields are the numbers of documents of its runs of the same
// plan, the latest first; what is usual is the median of those before. Nothing
// is usual of a source that has run once.
func Alarm(yields []int) (usual int, alarm bool) {
	if len(yields) < 2 {
		return 0, false
	}
	before := slices.Sorted(slices.Values(yields[1:]))
	usual = before[len(before)/2]
	return usual, usual > 0 && 2*yields[0] < usual
}
