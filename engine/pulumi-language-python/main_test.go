package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// startHost runs the command in a process of its own and returns what it prints, its port taken off.
func startHost(t *testing.T) (*exec.Cmd, *bufio.Reader, pulumirpc.LanguageRuntimeClient) {
	t.Helper()
	self, err := os.Executable()
	succeeds(t, err)
	command := exec.Command(self, "127.0.0.1:1")
	command.Env = append(os.Environ(), actAsHost+"=yes")
	stdout, err := command.StdoutPipe()
	succeeds(t, err)
	succeeds(t, command.Start())
	t.Cleanup(func() { _ = command.Process.Kill() })
	printed := bufio.NewReader(stdout)
	line, err := printed.ReadString('\n')
	succeeds(t, err)
	port, err := strconv.Atoi(strings.TrimSpace(line))
	succeeds(t, err)
	return command, printed, pulumirpc.NewLanguageRuntimeClient(dial(t, port))
}

func TestWhatAProgramPrintsIsNotLostWhenItDies(t *testing.T) {
	t.Parallel()
	_, printed, client := startHost(t)
	source := `import os; print("the last words"); os._exit(1)`
	response := run(t.Context(), t, client, &pulumirpc.RunRequest{Info: program(t, source, nil)})
	equal(t, "error", response.GetError(), "the program exited with code 1")
	line, err := printed.ReadString('\n')
	succeeds(t, err)
	equal(t, "printed", line, "the last words\n")
}

func TestAnInterruptEndsTheHostAndWhatItRuns(t *testing.T) {
	t.Parallel()
	host, _, client := startHost(t)
	path := filepath.Join(t.TempDir(), "lock")
	info := program(t, lasting(path), nil)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = client.Run(t.Context(), &pulumirpc.RunRequest{Info: info, Pwd: info.GetRootDirectory()})
	}()
	awaitHeld(t, path)
	succeeds(t, host.Process.Signal(syscall.SIGINT))
	succeeds(t, host.Wait())
	awaitFreed(t, path)
	<-ended
}

func TestWithoutAnEngineItSaysWhoStartsIt(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	succeeds(t, err)
	command := exec.Command(self)
	command.Env = append(os.Environ(), actAsHost+"=yes")
	output, err := command.CombinedOutput()
	failsWith(t, err, "exit status 1")
	if !strings.Contains(string(output), "started by the Pulumi engine") {
		t.Errorf("it printed: %s", output)
	}
}
