package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

func TestRunHandsOverTheStack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	info := program(t, recording(path), nil)
	elsewhere := t.TempDir()
	runs(t, connect(t), &pulumirpc.RunRequest{
		Info: info, Pwd: elsewhere, MonitorAddress: "monitor:1", Project: "shop", Stack: "test", Organization: "us",
		DryRun: true, Parallel: 7, Args: []string{"first", "second"},
		Config: map[string]string{"shop:size": "3"}, ConfigSecretKeys: []string{"shop:key"},
	})
	got := recorded(t, path)
	for name, wanted := range map[string]string{
		"monitor": "monitor:1", "engine": "engine:1", "project": "shop", "stack": "test", "organization": "us",
		"dry_run": "true", "parallel": "7", "pwd": elsewhere, "root_directory": info.GetRootDirectory(),
	} {
		equal(t, name, got.Settings[name], any(wanted))
	}
	equal(t, "arguments", fmt.Sprint(got.Settings["arguments"]), "[first second]")
	equal(t, "folder", got.Folder, elsewhere)
	equal(t, "configuration", got.Environment["PULUMI_CONFIG"], `{"shop:size":"3"}`)
	equal(t, "secret keys", got.Environment["PULUMI_CONFIG_SECRET_KEYS"], `["shop:key"]`)
}

func TestRunWithoutConfigurationHandsOverEmptyOnes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	runs(t, connect(t), &pulumirpc.RunRequest{Info: program(t, recording(path), nil)})
	got := recorded(t, path)
	equal(t, "configuration", got.Environment["PULUMI_CONFIG"], "{}")
	equal(t, "secret keys", got.Environment["PULUMI_CONFIG_SECRET_KEYS"], "[]")
}

func TestRunUsesTheVirtualEnvironment(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	info := program(t, recording(path), map[string]any{"virtualenv": "place"})
	virtualenv(t, info.GetRootDirectory(), "place")
	runs(t, connect(t), &pulumirpc.RunRequest{Info: info})
	got := recorded(t, path)
	equal(t, "prefix", got.Prefix, filepath.Join(info.GetRootDirectory(), "place"))
	equal(t, "VIRTUAL_ENV", got.Environment["VIRTUAL_ENV"], got.Prefix)
}

func TestRunSaysThatTheVirtualEnvironmentIsMissing(t *testing.T) {
	t.Parallel()
	info := program(t, "", map[string]any{"virtualenv": "absent"})
	_, err := connect(t).Run(t.Context(), &pulumirpc.RunRequest{Info: info})
	failsWith(t, err, "absent")
}

func TestRunTellsHowAProgramFailed(t *testing.T) {
	t.Parallel()
	client := connect(t)
	for source, wanted := range map[string]*pulumirpc.RunResponse{
		"raise SystemExit(32)":                       {Bail: true},
		"raise SystemExit(3)":                        {Error: "the program exited with code 3"},
		"import os, signal; os.kill(os.getpid(), 9)": {Error: "the program ended: signal: killed"},
		"import os; os._exit(0)":                     {},
	} {
		response := run(t.Context(), t, client, &pulumirpc.RunRequest{Info: program(t, source, nil)})
		equal(t, "bail of "+source, response.GetBail(), wanted.GetBail())
		equal(t, "error of "+source, response.GetError(), wanted.GetError())
	}
}

func TestRunStopsAtWhatTheTypeCheckerFinds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	info := program(t, recording(path), map[string]any{"virtualenv": "place", "typechecker": "mypy"})
	packages := virtualenv(t, info.GetRootDirectory(), "place")
	write(t, filepath.Join(packages, "mypy.py"), "raise SystemExit('__main__.py:1: wrong')")
	response := run(t.Context(), t, connect(t), &pulumirpc.RunRequest{Info: info})
	failsWith(t, fmt.Errorf("%s", response.GetError()), "__main__.py:1: wrong")
	if _, err := os.Stat(path); err == nil {
		t.Error("the program ran all the same")
	}
}

// lasting is a program that runs, and has a child that runs, until somebody ends both. They hold a lock on a file
// while they live.
func lasting(path string) string {
	return fmt.Sprintf(`
import fcntl, os, subprocess, sys, time
held = open(%[1]q, "w")
fcntl.flock(held, fcntl.LOCK_EX)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], pass_fds=[held.fileno()])
os.rename(%[1]q, %[1]q + ".held")
time.sleep(600)
`, path)
}

// awaitHeld waits until a lasting program and its child run.
func awaitHeld(t *testing.T, path string) {
	t.Helper()
	eventually(t, "the program to start", func() bool {
		_, err := os.Stat(path + ".held")
		return err == nil
	})
}

// awaitFreed waits until a lasting program and its child have ended.
func awaitFreed(t *testing.T, path string) {
	t.Helper()
	file, err := os.Open(path + ".held")
	succeeds(t, err)
	defer file.Close()
	eventually(t, "all processes to end", func() bool {
		return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
	})
}

func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !happened(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func TestCancelEndsTheProgramAndItsChildren(t *testing.T) {
	t.Parallel()
	client := connect(t)
	path := filepath.Join(t.TempDir(), "lock")
	ended := make(chan *pulumirpc.RunResponse, 1)
	info := program(t, lasting(path), nil)
	go func() { ended <- run(t.Context(), t, client, &pulumirpc.RunRequest{Info: info}) }()
	awaitHeld(t, path)
	_, err := client.Cancel(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	awaitFreed(t, path)
	if response := <-ended; response.GetError() == "" {
		t.Error("a program that was ended must not count as one that did its work")
	}
}

func TestACallGivenUpEndsTheProgramAndItsChildren(t *testing.T) {
	t.Parallel()
	client := connect(t)
	path := filepath.Join(t.TempDir(), "lock")
	info := program(t, lasting(path), nil)
	ctx, giveUp := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := client.Run(ctx, &pulumirpc.RunRequest{Info: info, Pwd: info.GetRootDirectory()})
		ended <- err
	}()
	awaitHeld(t, path)
	giveUp()
	failsWith(t, <-ended, "canceled")
	awaitFreed(t, path)
}
