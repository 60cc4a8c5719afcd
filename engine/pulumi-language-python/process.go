package main

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// endGrace is how long a process may take to end after it was interrupted. The engine kills this host five seconds
// after it has interrupted it; what runs in a group of its own must be gone by then, or it outlives both, and the engine
// waits for it without end.
const endGrace = 2 * time.Second

// start starts a process in a group of its own; the group ends when the context does: interrupted first, killed after
// a while, and killed as well when children outlive it. Call release once the process has ended.
func start(ctx context.Context, command *exec.Cmd) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	// The group is ended below; the command's own context would kill its leader at once and orphan the rest.
	command.Cancel = func() error { return nil }
	if err := command.Start(); err != nil {
		return nil, err
	}
	finished, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-finished:
			if ctx.Err() == nil {
				return
			}
		case <-ctx.Done():
			signalGroup(command, syscall.SIGINT)
			select {
			case <-finished:
			case <-time.After(endGrace):
			}
		}
		signalGroup(command, syscall.SIGKILL)
	}()
	return func() { close(finished); <-watched }, nil
}

func signalGroup(command *exec.Cmd, signal syscall.Signal) {
	// The group may be gone already, which is what was wanted.
	_ = syscall.Kill(-command.Process.Pid, signal)
}

// exitCode is the code a process ended with, or false if it never ran or was killed.
func exitCode(err error) (int, bool) {
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() >= 0 {
		return exit.ExitCode(), true
	}
	return 0, err == nil
}
