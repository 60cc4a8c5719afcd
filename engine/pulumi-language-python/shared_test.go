package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/structpb"
)

// standInExecutor demands the arguments that the SDK's executor knows, and runs the program without any SDK.
const standInExecutor = `
import argparse, os, runpy, sys
parser = argparse.ArgumentParser()
for option in "monitor engine project root_directory stack pwd dry_run parallel organization".split():
    parser.add_argument("--" + option, required=True)
parser.add_argument("program")
parser.add_argument("arguments", nargs="*")
sys.settings = vars(parser.parse_args())
os.chdir(sys.settings["pwd"])
runpy.run_path(sys.settings["program"], run_name="__main__")
`

// actAsHost makes the test binary behave as the command itself.
const actAsHost = "ACT_AS_LANGUAGE_HOST"

// patience is for what comes soon on an idle machine and late on a busy one.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	if os.Getenv(actAsHost) != "" {
		main()
		return
	}
	os.Exit(withExecutor(m.Run))
}

// withExecutor lays the stand-in beside the test binary, where the host looks for the executor.
func withExecutor(run func() int) int {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	path := filepath.Join(filepath.Dir(self), executor)
	if err := os.WriteFile(path, []byte(standInExecutor), 0o600); err != nil {
		panic(err)
	}
	defer os.Remove(path)
	return run()
}

// connect serves a host and returns a client of it.
func connect(t *testing.T) pulumirpc.LanguageRuntimeClient {
	t.Helper()
	return pulumirpc.NewLanguageRuntimeClient(dial(t, serveFor(t, func(server *grpc.Server) {
		pulumirpc.RegisterLanguageRuntimeServer(server, newHost(t.Context(), "engine:1"))
	})))
}

func serveFor(t *testing.T, register func(*grpc.Server)) (port int) {
	t.Helper()
	cancel := make(chan bool, 1)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init:   func(server *grpc.Server) error { register(server); return nil },
	})
	succeeds(t, err)
	t.Cleanup(func() {
		cancel <- true
		succeeds(t, <-handle.Done)
	})
	return handle.Port
}

func dial(t *testing.T, port int) *grpc.ClientConn {
	t.Helper()
	address := fmt.Sprintf("127.0.0.1:%d", port)
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	succeeds(t, err)
	t.Cleanup(func() { connection.Close() })
	return connection
}

// program is a folder with a Python program in it.
func program(t *testing.T, source string, options map[string]any) *pulumirpc.ProgramInfo {
	t.Helper()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "__main__.py"), source)
	encoded, err := structpb.NewStruct(options)
	succeeds(t, err)
	return &pulumirpc.ProgramInfo{RootDirectory: folder, ProgramDirectory: folder, EntryPoint: ".", Options: encoded}
}

// virtualenv makes a virtual environment in a folder and returns where its packages are.
func virtualenv(t *testing.T, folder, name string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	output, err := exec.Command("python3", "-m", "venv", "--without-pip", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	found, err := filepath.Glob(filepath.Join(path, "lib", "python3*", "site-packages"))
	succeeds(t, err)
	return found[0]
}

// recording is a program that writes down how it was run.
func recording(path string) string {
	return fmt.Sprintf(`
import json, os, sys
record = {"settings": getattr(sys, "settings", None), "arguments": sys.argv, "folder": os.getcwd(),
          "environment": dict(os.environ), "prefix": sys.prefix}
open(%q, "w").write(json.dumps(record))
`, path)
}

type record struct {
	Settings    map[string]any
	Arguments   []string
	Folder      string
	Environment map[string]string
	Prefix      string
}

func recorded(t *testing.T, path string) (result record) {
	t.Helper()
	content, err := os.ReadFile(path)
	succeeds(t, err)
	succeeds(t, json.Unmarshal(content, &result))
	return result
}

// run calls Run in the program's folder unless the request names another.
func run(
	ctx context.Context, t *testing.T, client pulumirpc.LanguageRuntimeClient, request *pulumirpc.RunRequest,
) *pulumirpc.RunResponse {
	t.Helper()
	if request.Pwd == "" {
		request.Pwd = request.GetInfo().GetProgramDirectory()
	}
	response, err := client.Run(ctx, request)
	succeeds(t, err)
	return response
}

// runs calls Run and expects the program to end well.
func runs(t *testing.T, client pulumirpc.LanguageRuntimeClient, request *pulumirpc.RunRequest) {
	t.Helper()
	response := run(t.Context(), t, client, request)
	if response.GetError() != "" || response.GetBail() {
		t.Fatalf("the program failed: %v", response)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	succeeds(t, os.MkdirAll(filepath.Dir(path), 0o700))
	succeeds(t, os.WriteFile(path, []byte(content), 0o600))
}

func succeeds(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func failsWith(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), text) {
		t.Fatalf("expected an error with %q, got: %v", text, err)
	}
}

func equal[T comparable](t *testing.T, what string, got, wanted T) {
	t.Helper()
	if got != wanted {
		t.Errorf("%s: got %v, wanted %v", what, got, wanted)
	}
}
