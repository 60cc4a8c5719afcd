package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

func TestAboutNamesThePythonOfTheVirtualEnvironment(t *testing.T) {
	t.Parallel()
	info := program(t, "", map[string]any{"virtualenv": "place"})
	virtualenv(t, info.GetRootDirectory(), "place")
	about, err := connect(t).About(t.Context(), &pulumirpc.AboutRequest{Info: info})
	succeeds(t, err)
	equal(t, "folder", filepath.Dir(about.GetExecutable()), filepath.Join(info.GetRootDirectory(), "place", "bin"))
	if !strings.HasPrefix(about.GetVersion(), "3.") {
		t.Errorf("version: %q", about.GetVersion())
	}
}

func TestPluginInfoAndPromptsAnswer(t *testing.T) {
	t.Parallel()
	client := connect(t)
	_, err := client.GetPluginInfo(t.Context(), &emptypb.Empty{})
	succeeds(t, err)
	prompts, err := client.RuntimeOptionsPrompts(t.Context(), &pulumirpc.RuntimeOptionsRequest{})
	succeeds(t, err)
	equal(t, "prompts", len(prompts.GetPrompts()), 0)
}

func TestWhatIsNotImplementedSaysSo(t *testing.T) {
	t.Parallel()
	_, err := connect(t).GenerateProject(t.Context(), &pulumirpc.GenerateProjectRequest{})
	failsWith(t, err, "Unimplemented")
}

func TestHandshakeTellsTheEnginesAddress(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "record")
	client := connect(t)
	_, err := client.Handshake(t.Context(), &pulumirpc.LanguageHandshakeRequest{EngineAddress: "engine:2"})
	succeeds(t, err)
	runs(t, client, &pulumirpc.RunRequest{Info: program(t, recording(path), nil)})
	equal(t, "engine", recorded(t, path).Settings["engine"], any("engine:2"))
}

func TestInstallDependenciesStreamsWhatPipSays(t *testing.T) {
	// No index to install from: the test downloads nothing, and pip has something to complain about.
	t.Setenv("PIP_NO_INDEX", "1")
	t.Setenv("PIP_FIND_LINKS", t.TempDir())
	t.Setenv("PIP_CONFIG_FILE", os.DevNull)
	info := program(t, "", map[string]any{"toolchain": "pip", "virtualenv": "place"})
	stream, err := connect(t).InstallDependencies(t.Context(), &pulumirpc.InstallDependenciesRequest{Info: info})
	succeeds(t, err)
	var stdout, stderr strings.Builder
	for err == nil {
		var message *pulumirpc.InstallDependenciesResponse
		message, err = stream.Recv()
		stdout.Write(message.GetStdout())
		stderr.Write(message.GetStderr())
	}
	failsWith(t, err, "exit status 1")
	failsWith(t, errors.New(stdout.String()), "Creating virtual environment")
	failsWith(t, errors.New(stderr.String()), "No matching distribution found")
	if _, err := os.Stat(filepath.Join(info.GetRootDirectory(), "place", "bin", "python")); err != nil {
		t.Errorf("it made no virtual environment: %v", err)
	}
}
