//go:build unix

package tesseract

import (
	"os/exec"
	"syscall"
)

// inGroup gives the process a group of its own, which the end of the context
// kills as a whole.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
