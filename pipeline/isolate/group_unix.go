//go:build unix

package isolate

import (
	"os/exec"
	"syscall"
)

// detach gives the worker a process group of its own, so that a Ctrl-C meant
// for the parent does not reach it, and what it starts can be ended with it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill ends the worker and the programs that it has started. The worker must
// not have been waited for yet: until then its number is its own.
func kill(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
