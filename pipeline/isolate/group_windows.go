package isolate

import (
	"os/exec"
	"syscall"
)

// detach gives the worker a process group of its own, so that a Ctrl-C meant
// for the parent does not reach it.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// kill ends the worker.
func kill(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
