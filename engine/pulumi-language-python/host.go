package main

import (
	"context"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// host answers the engine's LanguageRuntime calls.
type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	// running is done when the engine cancels, and every process started here ends with it.
	running context.Context
	stop    context.CancelFunc

	mutex  sync.Mutex
	engine string
}

func newHost(ctx context.Context, engine string) *host {
	running, stop := context.WithCancel(ctx)
	return &host{running: running, stop: stop, engine: engine}
}

func (h *host) engineAddress() string {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.engine
}

// Handshake tells the host which engine is calling.
func (h *host) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.engine = request.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// Cancel ends every program and plugin that still runs.
func (h *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	h.stop()
	return &emptypb.Empty{}, nil
}

// GetPluginInfo answers with the version of the engine this host was built with.
func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// About describes the Python that programs run with.
func (h *host) About(ctx context.Context, request *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	python, err := pythonOf(request.GetInfo(), noVirtualenv)
	if err != nil {
		return nil, err
	}
	info, err := python.About(ctx)
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: info.PythonExecutable, Version: info.PythonVersion.String()}, nil
}

// RuntimeOptionsPrompts asks nothing: all options have defaults.
func (h *host) RuntimeOptionsPrompts(
	context.Context, *pulumirpc.RuntimeOptionsRequest,
) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}

// InstallDependencies makes the virtual environment and installs what the project's requirements name.
func (h *host) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, request.GetIsTerminal())
	if err != nil {
		return err
	}
	defer closer.Close()
	virtualenv := noVirtualenv
	if request.GetIsPlugin() {
		virtualenv = pluginVirtualenv
	}
	python, err := pythonOf(request.GetInfo(), virtualenv)
	if err != nil {
		return err
	}
	directory := request.GetInfo().GetProgramDirectory()
	tools := request.GetUseLanguageVersionTools()
	if err := python.InstallDependencies(server.Context(), directory, tools, true, stdout, stderr); err != nil {
		return err
	}
	return closer.Close()
}
