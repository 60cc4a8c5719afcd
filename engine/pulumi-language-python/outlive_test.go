package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// enginesPatience is how long the engine waits for a host that it has interrupted before it kills it.
const enginesPatience = 5 * time.Second

func TestAnInterruptedHostEndsWhatIgnoresInterruptsBeforeTheEngineKillsIt(t *testing.T) {
	t.Parallel()
	host, _, client := startHost(t)
	path := filepath.Join(t.TempDir(), "lock")
	source := "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + lasting(path)
	info := program(t, source, nil)
	go func() {
		_, _ = client.Run(t.Context(), &pulumirpc.RunRequest{Info: info, Pwd: info.GetRootDirectory()})
	}()
	awaitHeld(t, path)
	started := time.Now()
	succeeds(t, host.Process.Signal(syscall.SIGINT))
	succeeds(t, host.Wait())
	if took := time.Since(started); took > enginesPatience-time.Second {
		t.Errorf("the host took %s to end", took)
	}
	awaitFreed(t, path)
}

func TestCancelEndsAChildThatIgnoresInterrupts(t *testing.T) {
	t.Parallel()
	client := connect(t)
	path := filepath.Join(t.TempDir(), "lock")
	source := strings.Replace(lasting(path), "import time; time.sleep(600)",
		"import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)", 1)
	source = strings.Replace(source, "os.rename", "time.sleep(0.5); os.rename", 1)
	info := program(t, source, nil)
	go func() { run(t.Context(), t, client, &pulumirpc.RunRequest{Info: info}) }()
	awaitHeld(t, path)
	_, err := client.Cancel(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	awaitFreed(t, path)
}

func TestAProgramIsNotStartedAfterCancel(t *testing.T) {
	t.Parallel()
	client := connect(t)
	_, err := client.Cancel(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	started := time.Now()
	run(t.Context(), t, client, &pulumirpc.RunRequest{Info: program(t, "import time; time.sleep(60)", nil)})
	if took := time.Since(started); took > 3*time.Second {
		t.Errorf("it ran for %s", took)
	}
}
