package schedule

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNext(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, cron, after string
		want              []string
	}{
		{"weekdays", "15 6 * * 1-5", "2026-11-20 06:15", []string{"2026-11-23T06:15:00Z", "2026-11-24T06:15:00Z"}},
		{"in summer", "15 6 * * *", "2026-07-01 00:00", []string{"2026-07-01T05:15:00Z"}},
		{"an hour that is left out", "30 1 * * *", "2026-03-28 12:00", []string{"2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"}},
		{"an hour that comes twice", "30 1 * * *", "2026-10-24 12:00", []string{"2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"}},
		{"a leap day", "0 0 29 2 *", "2026-11-20 07:00", []string{"2028-02-29T00:00:00Z"}},
		{"by name", "@daily", "2026-11-20 07:00", []string{"2026-11-21T00:00:00Z"}},
		{"with seconds", "*/20 * * * * *", "2026-11-20 07:00", []string{"2026-11-20T07:00:20Z", "2026-11-20T07:00:40Z"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			at, err := time.ParseInLocation("2006-01-02 15:04", test.after, london)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for range test.want {
				next, err := (Spec{Cron: test.cron, Zone: london}).Next("s", at)
				if err != nil || !next.After(at) {
					t.Fatalf("after %s comes %s, %v", at, next, err)
				}
				got = append(got, next.UTC().Format(time.RFC3339))
				at = next
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// TestEachDayOnce goes through a year of a daily turn whose time the clocks
// leave out once and show twice once.
func TestEachDayOnce(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, jitter := range []time.Duration{0, 20 * time.Minute} {
		spec := Spec{Cron: "30 1 * * *", Zone: london, Jitter: jitter}
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, london)
		days := map[string]int{}
		for at.Year() == 2026 {
			next, err := spec.Next("s", at)
			if err != nil {
				t.Fatal(err)
			}
			at = next
			days[at.Format(time.DateOnly)]++
		}
		for day, n := range days {
			if n != 1 {
				t.Errorf("%d turns on %s with jitter %s", n, day, jitter)
			}
		}
		if len(days) != 366 { // the last is in the year after
			t.Errorf("%d days with jitter %s", len(days), jitter)
		}
	}
}

func TestJitter(t *testing.T) {
	spec := Spec{Cron: "0 6 * * *", Zone: time.UTC, Jitter: 10 * time.Minute}
	at := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	first, err := spec.Next("north", at)
	again, _ := spec.Next("north", at.Add(30*time.Minute))
	other, _ := spec.Next("south", at)
	slot := at.Add(time.Hour)
	if err != nil || !first.Equal(again) || first.Before(slot) || first.After(slot.Add(spec.Jitter)) || first.Equal(other) {
		t.Errorf("north at %s and %s, south at %s, %v", first, again, other, err)
	}
	if during, err := spec.Next("north", first.Add(-time.Second)); err != nil || !during.Equal(first) {
		t.Errorf("just before its turn comes %s, %v", during, err)
	}
}

func TestCheck(t *testing.T) {
	for _, bad := range []string{"", "61 * * * *", "0 6 * *", "a b c d e", "0 0 31 2 *"} {
		if err := Check(bad); err == nil || !strings.Contains(err.Error(), "cron expression") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := Check("15 6 * * 1-5"); err != nil {
		t.Error(err)
	}
}

func TestAlarm(t *testing.T) {
	tests := []struct {
		yields []int
		usual  int
		alarm  bool
	}{
		{nil, 0, false}, {[]int{0}, 0, false}, {[]int{0, 0, 0}, 0, false}, {[]int{0, 1}, 1, true}, {[]int{40, 41, 39}, 41, false},
		{[]int{19, 40, 40, 0}, 40, true}, {[]int{20, 40}, 40, false}, {[]int{3, 1, 2, 1}, 1, false},
	}
	for _, test := range tests {
		if usual, alarm := Alarm(test.yields); usual != test.usual || alarm != test.alarm {
			t.Errorf("%v: %d, %v", test.yields, usual, alarm)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("15 6 * * 1-5")
	f.Add("*/20 * * * * *")
	f.Add("0 0 L * 5#2")
	f.Fuzz(func(t *testing.T, cron string) {
		if Check(cron) != nil {
			return
		}
		at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		if next, err := (Spec{Cron: cron, Zone: time.UTC}).Next("s", at); err != nil || !next.After(at) {
			t.Errorf("%q: after %s comes %s, %v", cron, at, next, err)
		}
	})
}
