package main

import (
	"context"
	"io"
	"os"
	"os/exec"

	sdk "github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
)

const analyzer = "analyzer"

// RunPlugin runs a plugin or a policy pack and streams what it prints until it ends.
func (h *host) RunPlugin(
	request *pulumirpc.RunPluginRequest, server pulumirpc.LanguageRuntime_RunPluginServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	defer closer.Close()
	python, err := pythonOf(request.GetInfo(), pluginVirtualenv)
	if err != nil {
		return err
	}
	ctx := server.Context()
	if err := python.ValidateVenv(ctx); err != nil {
		return err
	}
	if request.GetKind() == analyzer {
		err = h.runPolicyPack(ctx, python, request, stdout, stderr)
	} else {
		err = h.runProvider(ctx, python, request, stdout, stderr)
	}
	code, ended := exitCode(err)
	if !ended {
		return err
	}
	if err := closer.Close(); err != nil {
		return err
	}
	return server.Send(&pulumirpc.RunPluginResponse{
		Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(code)},
	})
}

func (h *host) runProvider(
	ctx context.Context, python toolchain.Toolchain, request *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	arguments := append([]string{request.GetInfo().GetProgramDirectory()}, request.GetArgs()...)
	command, err := python.Command(ctx, arguments...)
	if err != nil {
		return err
	}
	prepare(command, request, request.GetPwd(), stdout, stderr)
	return h.runToEnd(ctx, command)
}

// runPolicyPack starts a policy pack once the engine has told which stack it is for: packs read that at start.
func (h *host) runPolicyPack(
	ctx context.Context, python toolchain.Toolchain, request *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	either, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(h.running, stop)()
	proxy, packOutput, err := sdk.NewPolicyProxy(either, stdout)
	if err != nil {
		return err
	}
	stack, err := proxy.AwaitConfiguration(either)
	if err != nil {
		return err
	}
	directory := request.GetInfo().GetProgramDirectory()
	arguments := append([]string{"-u", "-m", "pulumi.policy"}, request.GetArgs()...)
	command, err := python.Command(either, append(arguments, directory)...)
	if err != nil {
		return err
	}
	prepare(command, request, directory, packOutput, stderr)
	environment, err := stackEnvironment(stack)
	if err != nil {
		return err
	}
	command.Env = append(command.Env, environment...)
	release, err := start(either, command)
	if err != nil {
		return err
	}
	defer release()
	return proxy.Attach(either, command)
}

func prepare(command *exec.Cmd, request *pulumirpc.RunPluginRequest, directory string, stdout, stderr io.Writer) {
	if command.Env == nil {
		command.Env = os.Environ()
	}
	command.Env = append(command.Env, request.GetEnv()...)
	command.Dir, command.Stdout, command.Stderr = directory, stdout, stderr
}
