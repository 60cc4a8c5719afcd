package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// pluginProgram is a program with the virtual environment that plugins have; returns where its packages are, too.
func pluginProgram(t *testing.T, source string) (*pulumirpc.ProgramInfo, string) {
	t.Helper()
	info := program(t, source, nil)
	return info, virtualenv(t, info.GetRootDirectory(), pluginVirtualenv)
}

type pluginStream = grpc.ServerStreamingClient[pulumirpc.RunPluginResponse]

// follow reads what a plugin prints until it ends, and returns its exit code.
func follow(t *testing.T, stream pluginStream) (stdout, stderr string, code int32) {
	t.Helper()
	code = -1
	for {
		message, err := stream.Recv()
		if err == io.EOF {
			return stdout, stderr, code
		}
		succeeds(t, err)
		stdout += string(message.GetStdout())
		stderr += string(message.GetStderr())
		if exit, ok := message.GetOutput().(*pulumirpc.RunPluginResponse_Exitcode); ok {
			code = exit.Exitcode
		}
	}
}

func TestAPluginRunsInItsOwnVirtualEnvironment(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	info, _ := pluginProgram(t, recording(path)+`
print("1234", flush=True)
print("a warning", file=sys.stderr)
raise SystemExit(5)`)
	elsewhere := t.TempDir()
	stream, err := connect(t).RunPlugin(t.Context(), &pulumirpc.RunPluginRequest{
		Info: info, Pwd: elsewhere, Kind: "resource", Args: []string{"engine:1"}, Env: []string{"GIVEN=yes"},
	})
	succeeds(t, err)
	stdout, stderr, code := follow(t, stream)
	equal(t, "stdout", stdout, "1234\n")
	equal(t, "stderr", stderr, "a warning\n")
	equal(t, "exit code", code, 5)
	got := recorded(t, path)
	equal(t, "prefix", got.Prefix, filepath.Join(info.GetRootDirectory(), "venv"))
	equal(t, "arguments", strings.Join(got.Arguments, " "), info.GetProgramDirectory()+" engine:1")
	equal(t, "folder", got.Folder, elsewhere)
	equal(t, "environment", got.Environment["GIVEN"], "yes")
}

func TestAPluginWithoutItsVirtualEnvironmentSaysHowToMakeIt(t *testing.T) {
	t.Parallel()
	info := program(t, "", nil)
	stream, err := connect(t).RunPlugin(t.Context(), &pulumirpc.RunPluginRequest{Info: info, Kind: "resource"})
	succeeds(t, err)
	_, err = stream.Recv()
	failsWith(t, err, "-m venv "+filepath.Join(info.GetRootDirectory(), "venv"))
}

func TestCancelEndsAPluginAndItsChildren(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	info, _ := pluginProgram(t, lasting(path))
	client := connect(t)
	stream, err := client.RunPlugin(t.Context(), &pulumirpc.RunPluginRequest{
		Info: info, Pwd: info.GetRootDirectory(), Kind: "resource",
	})
	succeeds(t, err)
	awaitHeld(t, path)
	_, err = client.Cancel(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	awaitFreed(t, path)
	for err == nil {
		_, err = stream.Recv()
	}
}

// pack stands for the analyzer that a policy pack serves.
type pack struct {
	pulumirpc.UnimplementedAnalyzerServer
}

func (pack) GetAnalyzerInfo(context.Context, *emptypb.Empty) (*pulumirpc.AnalyzerInfo, error) {
	return &pulumirpc.AnalyzerInfo{Name: "the pack"}, nil
}

// startPack runs a policy pack whose `pulumi.policy` writes down how it was run and then serves, until it is told to
// end. Returns what the engine talks to.
func startPack(t *testing.T, path string) (*pulumirpc.ProgramInfo, pulumirpc.AnalyzerClient, pluginStream) {
	t.Helper()
	port := serveFor(t, func(server *grpc.Server) { pulumirpc.RegisterAnalyzerServer(server, pack{}) })
	info, packages := pluginProgram(t, "")
	source := recording(path) + fmt.Sprintf("print(%d)\nimport time; time.sleep(600)", port)
	write(t, filepath.Join(packages, "pulumi", "policy", "__main__.py"), source)
	client := connect(t)
	stream, err := client.RunPlugin(t.Context(), &pulumirpc.RunPluginRequest{
		Info: info, Pwd: info.GetRootDirectory(), Kind: analyzer, Args: []string{"engine:1"},
	})
	succeeds(t, err)
	message, err := stream.Recv()
	succeeds(t, err)
	ownPort, err := strconv.Atoi(strings.TrimSpace(string(message.GetStdout())))
	succeeds(t, err)
	t.Cleanup(func() { _, _ = client.Cancel(context.Background(), &emptypb.Empty{}) })
	return info, pulumirpc.NewAnalyzerClient(dial(t, ownPort)), stream
}

func TestAPolicyPackStartsWithItsStack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	info, policies, _ := startPack(t, path)
	_, err := policies.ConfigureStack(t.Context(), &pulumirpc.AnalyzerStackConfigureRequest{
		Organization: "us", Project: "shop", Stack: "test", DryRun: true, Config: map[string]string{"shop:size": "3"},
	})
	succeeds(t, err)
	answer, err := policies.GetAnalyzerInfo(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	equal(t, "who answers", answer.GetName(), "the pack")
	got := recorded(t, path)
	equal(t, "folder", got.Folder, info.GetProgramDirectory())
	equal(t, "arguments", strings.Join(got.Arguments[1:], " "), "engine:1 "+info.GetProgramDirectory())
	for name, wanted := range map[string]string{
		"PULUMI_ORGANIZATION": "us", "PULUMI_PROJECT": "shop", "PULUMI_STACK": "test", "PULUMI_DRY_RUN": "true",
		"PULUMI_CONFIG": `{"shop:size":"3"}`, "PULUMI_CONFIG_SECRET_KEYS": "[]",
	} {
		equal(t, name, got.Environment[name], wanted)
	}
}

func TestAPolicyPackThatIsAskedBeforeItHasAStackStartsWithoutOne(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	_, policies, _ := startPack(t, path)
	_, err := policies.GetAnalyzerInfo(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	_, told := recorded(t, path).Environment["PULUMI_STACK"]
	equal(t, "told of a stack", told, false)
}
