//go:build unix

package isolate

import (
	"os/exec"
	"syscall"
)

// detach gives the worker a process group of its own, so that a Ctrl-C meant
// for the parent does not reach it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
