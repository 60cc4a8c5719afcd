package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
)

// pulumiPlugin is the `pulumi-plugin.json` by which an installed Python package says which plugin it needs.
type pulumiPlugin struct {
	Resource         bool   `json:"resource"`
	Name             string `json:"name"`
	Version          string `json:"version"`
	Server           string `json:"server"`
	Parameterization *struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Value   []byte `json:"value"`
	} `json:"parameterization"`
}

// GetRequiredPackages lists the resource plugins that the installed packages of a program ask for.
func (h *host) GetRequiredPackages(
	ctx context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	python, err := pythonOf(request.GetInfo(), noVirtualenv)
	if err != nil {
		return nil, err
	}
	folders, err := sitePackages(ctx, python)
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GetRequiredPackagesResponse{}
	for _, folder := range folders {
		manifests, err := filepath.Glob(filepath.Join(folder, "*", "pulumi-plugin.json"))
		if err != nil {
			return nil, err
		}
		for _, manifest := range manifests {
			dependency, err := readManifest(manifest)
			if err != nil {
				return nil, err
			}
			if dependency != nil {
				response.Packages = append(response.Packages, dependency)
			}
		}
	}
	return response, nil
}

// sitePackages lists the folders from which Python imports installed packages. Editable installs name theirs in
// `.pth` files, which Python has read into its path.
func sitePackages(ctx context.Context, python toolchain.Toolchain) ([]string, error) {
	command, err := python.Command(ctx, "-c", "import sys; print('\\n'.join(p for p in sys.path if p))")
	if err != nil {
		return nil, err
	}
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("asking %s for its import path: %w", command.Path, err)
	}
	return strings.Split(strings.TrimSpace(string(output)), "\n"), nil
}

// readManifest is the package a manifest asks for, nil if it asks for none: components that live in the program
// itself have a manifest as well.
func readManifest(path string) (*pulumirpc.PackageDependency, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var plugin pulumiPlugin
	if err := json.Unmarshal(content, &plugin); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if !plugin.Resource {
		return nil, nil
	}
	name := plugin.Name
	if name == "" {
		folder := filepath.Base(filepath.Dir(path))
		name = strings.ReplaceAll(strings.TrimPrefix(folder, "pulumi_"), "_", "-")
	}
	dependency := &pulumirpc.PackageDependency{
		Name: name, Kind: "resource", Version: withV(plugin.Version), Server: plugin.Server,
	}
	if p := plugin.Parameterization; p != nil {
		dependency.Parameterization = &pulumirpc.PackageParameterization{Name: p.Name, Version: p.Version, Value: p.Value}
	}
	return dependency, nil
}

func withV(version string) string {
	if version == "" || strings.HasPrefix(version, "v") {
		return version
	}
	return "v" + version
}

// GetProgramDependencies lists the installed Python packages of a program.
func (h *host) GetProgramDependencies(
	ctx context.Context, request *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	python, err := pythonOf(request.GetInfo(), noVirtualenv)
	if err != nil {
		return nil, err
	}
	packages, err := python.ListPackages(ctx, request.GetTransitiveDependencies())
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GetProgramDependenciesResponse{}
	for _, installed := range packages {
		response.Dependencies = append(response.Dependencies, &pulumirpc.DependencyInfo{
			Name: installed.Name, Version: installed.Version,
		})
	}
	return response, nil
}
