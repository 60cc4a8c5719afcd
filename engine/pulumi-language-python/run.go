package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
)

const (
	// executor is the SDK's script that prepares the runtime and runs the program; it lies beside this binary.
	executor = "pulumi-language-python-exec"

	// alreadyReported is the exit code by which the executor says that the user has seen the error.
	alreadyReported = 32
)

// Run runs a program to its end.
func (h *host) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	options, err := parseOptions(request.GetInfo(), noVirtualenv)
	if err != nil {
		return nil, err
	}
	python, err := toolchain.ResolveToolchain(options)
	if err != nil {
		return nil, err
	}
	if options.Virtualenv != "" {
		if err := python.ValidateVenv(ctx); err != nil {
			return nil, err
		}
	}
	if failed, err := typecheck(ctx, python, options); err != nil {
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("%v\n%s", err, failed)}, nil
	}
	command, err := h.program(ctx, python, request)
	if err != nil {
		return nil, err
	}
	err = h.runToEnd(ctx, command)
	code, ended := exitCode(err)
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case ended && code == alreadyReported:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case ended:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program exited with code %d", code)}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program ended: %v", err)}, nil
	}
}

// program is the command that runs a program under the SDK's executor.
func (h *host) program(
	ctx context.Context, python toolchain.Toolchain, request *pulumirpc.RunRequest,
) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	arguments := append([]string{filepath.Join(filepath.Dir(self), executor)}, h.executorArguments(request)...)
	command, err := python.Command(ctx, arguments...)
	if err != nil {
		return nil, err
	}
	settings, err := configuration(request.GetConfig(), request.GetConfigSecretKeys())
	if err != nil {
		return nil, err
	}
	if command.Env == nil {
		command.Env = os.Environ()
	}
	command.Env = append(command.Env, settings...)
	// Unbuffered, so that what a program prints is seen when it prints it, and nothing is lost when it dies.
	command.Env = append(command.Env, "PYTHONUNBUFFERED=1")
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	return command, nil
}

func (h *host) executorArguments(request *pulumirpc.RunRequest) []string {
	info := request.GetInfo()
	arguments := []string{
		"--monitor", request.GetMonitorAddress(),
		"--engine", h.engineAddress(),
		"--project", request.GetProject(),
		"--root_directory", info.GetRootDirectory(),
		"--stack", request.GetStack(),
		"--pwd", request.GetPwd(),
		"--dry_run", strconv.FormatBool(request.GetDryRun()),
		"--parallel", strconv.Itoa(int(request.GetParallel())),
		"--organization", request.GetOrganization(),
		filepath.Join(info.GetProgramDirectory(), info.GetEntryPoint()),
	}
	return append(arguments, request.GetArgs()...)
}

// runToEnd runs a command until it ends, the call is given up, or the engine cancels.
func (h *host) runToEnd(ctx context.Context, command *exec.Cmd) error {
	either, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(h.running, stop)()
	release, err := start(either, command)
	if err != nil {
		return err
	}
	defer release()
	return command.Wait()
}

// typecheck runs the type checker a project asks for, and returns what it printed when it fails.
func typecheck(ctx context.Context, python toolchain.Toolchain, options toolchain.PythonOptions) ([]byte, error) {
	if options.Typechecker == toolchain.TypeCheckerNone {
		return nil, nil
	}
	name := strings.ToLower(toolchain.TypeCheckerName(options.Typechecker))
	command, err := python.ModuleCommand(ctx, name, ".")
	if err != nil {
		return nil, err
	}
	command.Dir = options.ProgramDir
	output, err := command.CombinedOutput()
	if err != nil {
		return output, fmt.Errorf("type checking with %s failed: %w", name, err)
	}
	return nil, nil
}
