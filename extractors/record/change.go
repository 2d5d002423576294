package record

// A Change is one step of the store's history, as the index follows it. Seq is
// the store's sequence number: it only grows, and applying a change twice is the
// same as applying it once.
type Change struct {
	Seq      int64
	ID       ID
	Deleted  bool      // the record is gone; Document and Record are nil
	Document *Document // the document that the record belongs to, or the document itself
	Record   Record    // nil when the change is to the document itself
}
