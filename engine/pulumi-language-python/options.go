package main

import (
	"fmt"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
)

// pluginVirtualenv is where a plugin or policy pack that names no virtual environment has its own.
const pluginVirtualenv = "venv"

// noVirtualenv is for programs: one that names no virtual environment runs with the Python on the PATH.
const noVirtualenv = ""

// pythonOf resolves the toolchain that runs a program, from the `runtime.options` of its manifest.
func pythonOf(info *pulumirpc.ProgramInfo, virtualenv string) (toolchain.Toolchain, error) {
	options, err := parseOptions(info, virtualenv)
	if err != nil {
		return nil, err
	}
	return toolchain.ResolveToolchain(options)
}

func parseOptions(info *pulumirpc.ProgramInfo, virtualenv string) (toolchain.PythonOptions, error) {
	options := toolchain.PythonOptions{
		Root:       info.GetRootDirectory(),
		ProgramDir: info.GetProgramDirectory(),
		Virtualenv: virtualenv,
	}
	for name, value := range info.GetOptions().AsMap() {
		text, isText := value.(string)
		if !isText {
			return options, fmt.Errorf("runtime option %s must be a string", name)
		}
		var err error
		switch name {
		case "virtualenv":
			options.Virtualenv = text
		case "toolchain":
			err = choose(name, text, map[string]func(){
				"auto":   func() { options.Toolchain = toolchain.Auto },
				"pip":    func() { options.Toolchain = toolchain.Pip },
				"poetry": func() { options.Toolchain = toolchain.Poetry },
				"uv":     func() { options.Toolchain = toolchain.Uv },
			})
		case "typechecker":
			err = choose(name, text, map[string]func(){
				"":        func() { options.Typechecker = toolchain.TypeCheckerNone },
				"mypy":    func() { options.Typechecker = toolchain.TypeCheckerMypy },
				"pyright": func() { options.Typechecker = toolchain.TypeCheckerPyright },
			})
		}
		if err != nil {
			return options, err
		}
	}
	return options, nil
}

func choose(name, value string, choices map[string]func()) error {
	apply, known := choices[value]
	if !known {
		return fmt.Errorf("runtime option %s: %q is not a choice", name, value)
	}
	apply()
	return nil
}
