package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

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
