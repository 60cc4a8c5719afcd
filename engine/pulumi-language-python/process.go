package main

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// endGrace is how long a process may take to end after it was interrupted.
const endGrace = 5 * time.Second

// endWith makes a process and all that it starts end when the context does: interrupted first, killed after a while.
func endWith(ctx context.Context, command *exec.Cmd) (release func()) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	finished := make(chan struct{})
	go func() {
		select {
		case <-finished:
			return
		case <-ctx.Done():
		}
		signalGroup(command, syscall.SIGINT)
		select {
		case <-finished:
		case <-time.After(endGrace):
			signalGroup(command, syscall.SIGKILL)
		}
	}()
	return func() { close(finished) }
}

func signalGroup(command *exec.Cmd, signal syscall.Signal) {
	if command.Process != nil {
		// The group may be gone already, which is what was wanted.
		_ = syscall.Kill(-command.Process.Pid, signal)
	}
}

// exitCode is the code a process ended with, or false if it never ran or was killed.
func exitCode(err error) (int, bool) {
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() >= 0 {
		return exit.ExitCode(), true
	}
	return 0, err == nil
}
