package record

// A cluster is all renderings of one statement, in whatever document. It is not
// read from a document but found by comparing all of them, so that extraction
// leaves it empty; a quote has the cluster of its own words from the first.

// cluster is where a record keeps its cluster; nil where it has none, as a rating.
func cluster(r Record) *ID {
	switch r := r.(type) {
	case *Finding:
		return &r.Cluster
	case *Quote:
		return &r.Cluster
	case *Recommendation:
		return &r.Cluster
	}
	return nil
}

// ClusterOf is the cluster of a record, "" where it is in none.
func ClusterOf(r Record) ID {
	if id := cluster(r); id != nil {
		return *id
	}
	return ""
}

// InCluster puts a record into a cluster. A rating cannot be in one.
func InCluster(r Record, id ID) {
	if to := cluster(r); to != nil {
		*to = id
	}
}
