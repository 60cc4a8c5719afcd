package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func generate(t *testing.T, schema string) (string, *pulumirpc.GeneratePackageResponse, error) {
	t.Helper()
	folder := t.TempDir()
	response, err := connect(t).GeneratePackage(t.Context(), &pulumirpc.GeneratePackageRequest{
		Directory: folder, Schema: schema, LoaderTarget: "127.0.0.1:1",
		ExtraFiles: map[string][]byte{"notes/README.md": []byte("read me")},
	})
	return folder, response, err
}

func TestGeneratePackageWritesAnSDK(t *testing.T) {
	t.Parallel()
	folder, response, err := generate(t, `{"name": "shop", "version": "1.2.3", "resources": {
		"shop:index:Shelf": {"isComponent": true, "inputProperties": {"width": {"type": "integer"}}}}}`)
	succeeds(t, err)
	equal(t, "diagnostics", len(response.GetDiagnostics()), 0)
	for name, wanted := range map[string]string{
		"pulumi_shop/shelf.py":        "class Shelf(",
		"pulumi_shop/notes/README.md": "read me",
	} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		succeeds(t, err)
		if !strings.Contains(string(content), wanted) {
			t.Errorf("%s lacks %q", name, wanted)
		}
	}
}

func TestAWrongSchemaIsAnsweredWithDiagnosticsAndWritesNothing(t *testing.T) {
	t.Parallel()
	folder, response, err := generate(t, `{"name": "shop", "version": "1.2.3", "resources": {
		"shop:index:Shelf": {"inputProperties": {"width": {"$ref": "#/types/shop:index:Absent"}}}}}`)
	succeeds(t, err)
	if len(response.GetDiagnostics()) == 0 || !strings.Contains(response.GetDiagnostics()[0].String(), "Absent") {
		t.Errorf("diagnostics: %v", response.GetDiagnostics())
	}
	written, err := os.ReadDir(folder)
	succeeds(t, err)
	equal(t, "files", len(written), 0)
}

func TestASchemaThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	_, _, err := generate(t, "no schema")
	failsWith(t, err, "reading the schema")
}
