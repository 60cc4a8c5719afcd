package main

import (
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
	"google.golang.org/protobuf/types/known/structpb"
)

func infoWith(t *testing.T, options map[string]any) *pulumirpc.ProgramInfo {
	t.Helper()
	encoded, err := structpb.NewStruct(options)
	succeeds(t, err)
	return &pulumirpc.ProgramInfo{RootDirectory: "/root", ProgramDirectory: "/root/program", Options: encoded}
}

func TestOptionsOfTheManifestAreHonoured(t *testing.T) {
	t.Parallel()
	base := toolchain.PythonOptions{Root: "/root", ProgramDir: "/root/program"}
	with := func(change func(*toolchain.PythonOptions)) toolchain.PythonOptions {
		options := base
		change(&options)
		return options
	}
	for name, example := range map[string]struct {
		options map[string]any
		wanted  toolchain.PythonOptions
	}{
		"none":       {nil, base},
		"virtualenv": {map[string]any{"virtualenv": "a"}, with(func(o *toolchain.PythonOptions) { o.Virtualenv = "a" })},
		"auto":       {map[string]any{"toolchain": "auto"}, with(func(o *toolchain.PythonOptions) { o.Toolchain = toolchain.Auto })},
		"pip":        {map[string]any{"toolchain": "pip"}, with(func(o *toolchain.PythonOptions) { o.Toolchain = toolchain.Pip })},
		"uv":         {map[string]any{"toolchain": "uv"}, with(func(o *toolchain.PythonOptions) { o.Toolchain = toolchain.Uv })},
		"poetry":     {map[string]any{"toolchain": "poetry"}, with(func(o *toolchain.PythonOptions) { o.Toolchain = toolchain.Poetry })},
		"mypy":       {map[string]any{"typechecker": "mypy"}, with(func(o *toolchain.PythonOptions) { o.Typechecker = toolchain.TypeCheckerMypy })},
		"pyright":    {map[string]any{"typechecker": "pyright"}, with(func(o *toolchain.PythonOptions) { o.Typechecker = toolchain.TypeCheckerPyright })},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := parseOptions(infoWith(t, example.options), noVirtualenv)
			succeeds(t, err)
			equal(t, "options", got, example.wanted)
		})
	}
}

func TestPluginsHaveAVirtualEnvironmentUnlessTheyNameAnother(t *testing.T) {
	t.Parallel()
	unnamed, err := parseOptions(infoWith(t, nil), pluginVirtualenv)
	succeeds(t, err)
	equal(t, "unnamed", unnamed.Virtualenv, "venv")
	named, err := parseOptions(infoWith(t, map[string]any{"virtualenv": "../shared"}), pluginVirtualenv)
	succeeds(t, err)
	equal(t, "named", named.Virtualenv, "../shared")
}

func TestWrongOptionsAreRefusedByName(t *testing.T) {
	t.Parallel()
	for wrong, message := range map[string]map[string]any{
		`toolchain: "conda"`:              {"toolchain": "conda"},
		`typechecker: "guess"`:            {"typechecker": "guess"},
		"virtualenv must be a string":     {"virtualenv": 3},
		"toolchain must be a string":      {"toolchain": true},
		`runtime option toolchain: "PIP"`: {"toolchain": "PIP"},
	} {
		_, err := parseOptions(infoWith(t, message), noVirtualenv)
		failsWith(t, err, wrong)
	}
}
