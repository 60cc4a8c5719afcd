package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	codegen "github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// GenerateProgram translates a program from Pulumi's own language (PCL), in which `pulumi import` describes resources.
func (h *host) GenerateProgram(
	ctx context.Context, request *pulumirpc.GenerateProgramRequest,
) (*pulumirpc.GenerateProgramResponse, error) {
	loader, err := schema.NewLoaderClient(request.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	program, diagnostics, err := bind(ctx, request, schema.NewCachedLoader(loader))
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GenerateProgramResponse{}
	if program != nil {
		files, generated, err := codegen.GenerateProgram(program)
		if err != nil {
			return nil, fmt.Errorf("writing the program: %w", err)
		}
		response.Source, diagnostics = files, append(diagnostics, generated...)
	}
	response.Diagnostics = plugin.HclDiagnosticsToRPCDiagnostics(diagnostics)
	return response, nil
}

// bind reads the sources and looks up what they name. There is no program when the diagnostics have errors.
func bind(
	ctx context.Context, request *pulumirpc.GenerateProgramRequest, loader schema.ReferenceLoader,
) (*pcl.Program, hcl.Diagnostics, error) {
	sources, parser := request.GetSource(), syntax.NewParser()
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if err := parser.ParseFile(strings.NewReader(sources[name]), name); err != nil {
			return nil, nil, fmt.Errorf("reading %s: %w", name, err)
		}
	}
	if parser.Diagnostics.HasErrors() {
		return nil, parser.Diagnostics, nil
	}
	var options []pcl.BindOption
	if !request.GetStrict() {
		options = pcl.NonStrictBindOptions()
	}
	program, diagnostics, err := pcl.BindProgramWithContext(ctx, parser.Files, loader, options...)
	if diagnostics.HasErrors() {
		return nil, diagnostics, nil // the error says the same again
	}
	return program, diagnostics, err
}
