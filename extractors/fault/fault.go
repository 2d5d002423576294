// Package fault classifies what goes wrong with bytes that come from outside.
// Each failure is classified once, where it is met, and the class is what
// outcomes, exit codes and messages are made from.
package fault

import (
	"context"
	"errors"
	"fmt"
)

// A Code is a stable word for a class of failure; it is stored and printed.
type Code string

// The codes.
const (
	Unsupported Code = "unsupported"     // no extractor reads this kind of content
	Malformed   Code = "malformed"       // not what its name or type says, or broken beyond reading
	Truncated   Code = "truncated"       // its end is missing
	Empty       Code = "empty"           // no bytes, or no text
	Encrypted   Code = "encrypted"       // a password is needed
	TooLarge    Code = "too_large"       // over a size limit
	Timeout     Code = "timeout"         // over a time limit
	Memory      Code = "out_of_memory"   // over a memory limit
	Panic       Code = "parser_panic"    // a parser failed inside
	NotFound    Code = "not_found"       // no such file or page
	Denied      Code = "denied"          // permission refused: file mode, HTTP 401 or 403
	Robots      Code = "robots"          // robots.txt forbids it
	Private     Code = "private_address" // a private network address, refused by default
	Network     Code = "network"         // no answer, reset, TLS, DNS
	HTTPStatus  Code = "http_status"     // an answer with an error status
	Cancelled   Code = "cancelled"       // the run was stopped

	// An answer that is not what was asked for; see package identity.
	SoftRedirect Code = "soft_redirect" // the address leads to another page than before, or than its link said
	NotAReport   Code = "not_a_report"  // a consent wall, a login, a page that says there is none
)

// An Error is a classified failure of one operation.
type Error struct {
	Code Code
	Op   string // what was being done, and to what
	Err  error  // the cause, may be nil
}

// New classifies err, which happened during op.
func New(code Code, op string, err error) *Error { return &Error{code, op, err} }

// Newf classifies a failure described by a message.
func Newf(code Code, op, format string, args ...any) *Error {
	return &Error{code, op, fmt.Errorf(format, args...)}
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s: %s", e.Op, e.Code)
	}
	return fmt.Sprintf("%s: %v (%s)", e.Op, e.Err, e.Code)
}

func (e *Error) Unwrap() error { return e.Err }

// Interrupted classifies the end of ctx during op: Timeout when a deadline has
// passed, that of ctx or one that was given as its cause, else Cancelled.
func Interrupted(ctx context.Context, op string) *Error {
	if cause := context.Cause(ctx); errors.Is(cause, context.DeadlineExceeded) {
		return New(Timeout, op, cause)
	}
	return New(Cancelled, op, ctx.Err())
}

// CodeOf returns the code of the outermost classified error in err's chain, or
// "" when there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}
