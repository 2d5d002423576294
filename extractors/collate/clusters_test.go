package collate

import (
	"math/rand/v2"
	"testing"

	"assize/extractors/record"
)

// statements of a report, a press release and a newspaper, by document. Equal
// numbers are one statement; 0 is alone.
var statements = []struct {
	document  record.ID
	text      string
	statement int
}{
	{"press", "The aftercare company has earned praise that I have not been able to give before. There are faults to mend. The supply chain of specialist services is short, and in places it was left to wither while contracts were argued over. Nor should anybody be asked about their drinking, their debts or their children in a glass-sided pod.", 1},
	{"blog", "has earned praise that I have not been able to give before. There are faults to mend. The supply chain of specialist services is short, and in places it was left to wither while contracts were argued over.", 1},
	{"news", "“The supply chain of specialist services is short,", 1},
	{"news", "Nor should anybody be asked about their drinking, their debts ... in a glass-sided pod.", 1},
	{"report", "Workload was unevenly shared. Wardens in Port Aldry supervised 38 people on average and those in Tarrow 61.", 2},
	{"blog", "Workload was shared unevenly. Wardens in Port Aldry supervised 38 people on average and those in Tarrow 61.", 2},
	{"other", "Workload was unevenly shared. Wardens in Port Aldry supervised 40 people on average and those in Tarrow 61.", 0},
	{"other", "Services for children in need of help in Harrenby are inadequate because serious failures leave children at risk.", 0},
	{"report", "Services for children in need of help in Stannick are inadequate because serious failures leave children at risk.", 0},
	{"report", "Requires improvement", 0},
	{"blog", "Requires improvement", 0},
	{"report", "A man said that “nobody asked me that in all of these eleven years” and that he was glad.", 0},
	{"report", "nobody asked me that in all of these eleven years", 0},
	{"report", "Plans were drawn up with the person they concerned, and most were short.", 3},
	{"report", "plans were drawn up with the person they concerned and most were short", 3},
	{"report", "", 0},
}

func TestClusters(t *testing.T) {
	order := make([]int, len(statements))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(3, 4))
	names := map[int]record.ID{1: record.ClusterID(statements[0].text)}
	for range 20 {
		c := NewClusters()
		for _, i := range order {
			c.Add(statements[i].document, statements[i].text)
		}
		for k, id := range c.IDs() {
			s := statements[order[k]]
			if s.statement > 0 && names[s.statement] == "" {
				names[s.statement] = id
			}
			if id != names[s.statement] {
				t.Errorf("order %v: %q is in cluster %q, want %q", order, s.text, id, names[s.statement])
			}
		}
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	if names[2] == names[3] || names[2] == names[1] || names[2] == "" {
		t.Errorf("clusters are not told apart: %v", names)
	}
}
