package main

import (
	"path/filepath"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// required asks which plugins a program needs whose virtual environment holds these files.
func required(t *testing.T, files map[string]string) (map[string]*pulumirpc.PackageDependency, error) {
	t.Helper()
	info := program(t, "", map[string]any{"virtualenv": "place"})
	packages := virtualenv(t, info.GetRootDirectory(), "place")
	for name, content := range files {
		write(t, filepath.Join(packages, name), content)
	}
	response, err := connect(t).GetRequiredPackages(t.Context(), &pulumirpc.GetRequiredPackagesRequest{Info: info})
	found := map[string]*pulumirpc.PackageDependency{}
	for _, dependency := range response.GetPackages() {
		found[dependency.GetName()] = dependency
	}
	return found, err
}

func TestRequiredPackagesAreThoseWhoseManifestsSaySo(t *testing.T) {
	t.Parallel()
	editable := t.TempDir()
	write(t, filepath.Join(editable, "pulumi_nearby", "pulumi-plugin.json"), `{"resource": true, "name": "nearby"}`)
	found, err := required(t, map[string]string{
		"pulumi_azure_native/pulumi-plugin.json": `{"resource": true, "name": "azure-native", "version": "3.29.0"}`,
		"pulumi_two_words/pulumi-plugin.json":    `{"resource": true, "version": "v1.2.3", "server": "https://here"}`,
		"components/pulumi-plugin.json":          `{"resource": false, "name": "components"}`,
		"plain/__init__.py":                      "",
		"editable.pth":                           editable,
	})
	succeeds(t, err)
	equal(t, "number", len(found), 3)
	equal(t, "azure-native", found["azure-native"].GetVersion(), "v3.29.0")
	equal(t, "kind", found["azure-native"].GetKind(), "resource")
	equal(t, "name from the folder", found["two-words"].GetVersion(), "v1.2.3")
	equal(t, "server", found["two-words"].GetServer(), "https://here")
	equal(t, "editable install", found["nearby"].GetVersion(), "")
}

func TestAParameterizedPackageKeepsItsParameter(t *testing.T) {
	t.Parallel()
	found, err := required(t, map[string]string{"pulumi_made/pulumi-plugin.json": `{
		"resource": true, "name": "maker", "version": "1.0.0",
		"parameterization": {"name": "made", "version": "2.0.0", "value": "aGVsbG8="}}`})
	succeeds(t, err)
	parameter := found["maker"].GetParameterization()
	equal(t, "name", parameter.GetName(), "made")
	equal(t, "version", parameter.GetVersion(), "2.0.0")
	equal(t, "value", string(parameter.GetValue()), "hello")
}

func TestABrokenManifestIsNamed(t *testing.T) {
	t.Parallel()
	_, err := required(t, map[string]string{"pulumi_broken/pulumi-plugin.json": "{"})
	failsWith(t, err, filepath.Join("pulumi_broken", "pulumi-plugin.json"))
}

func TestProgramDependenciesAreTheInstalledPackages(t *testing.T) {
	t.Parallel()
	info := program(t, "", map[string]any{"virtualenv": "place"})
	packages := virtualenv(t, info.GetRootDirectory(), "place")
	write(t, filepath.Join(packages, "pip.py"), `
import json, sys
assert sys.argv[1] == "list", sys.argv
every = [{"name": "direct", "version": "1.0"}, {"name": "of_direct", "version": "2.0"}]
print(json.dumps(every[:1] if "--not-required" in sys.argv else every))
`)
	client := connect(t)
	for transitive, wanted := range map[bool]int{true: 2, false: 1} {
		response, err := client.GetProgramDependencies(t.Context(),
			&pulumirpc.GetProgramDependenciesRequest{Info: info, TransitiveDependencies: transitive})
		succeeds(t, err)
		equal(t, "number", len(response.GetDependencies()), wanted)
		equal(t, "name", response.GetDependencies()[0].GetName(), "direct")
		equal(t, "version", response.GetDependencies()[0].GetVersion(), "1.0")
	}
}
