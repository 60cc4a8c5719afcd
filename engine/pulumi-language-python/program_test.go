package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	codegenrpc "github.com/pulumi/pulumi/sdk/v3/proto/go/codegen"
	"google.golang.org/grpc"
)

const shop = `{"name": "shop", "version": "1.2.3", "resources": {
	"shop:index:Shelf": {"inputProperties": {"width": {"type": "integer"}}, "requiredInputs": ["width"]}}}`

// loader answers for the engine's loader of schemas.
type loader struct {
	codegenrpc.UnimplementedLoaderServer
}

func (loader) GetSchema(_ context.Context, request *codegenrpc.GetSchemaRequest) (*codegenrpc.GetSchemaResponse, error) {
	if request.GetPackage() != "shop" {
		return nil, fmt.Errorf("no package %q", request.GetPackage())
	}
	return &codegenrpc.GetSchemaResponse{Schema: []byte(shop)}, nil
}

func generateProgram(t *testing.T, source string, strict bool) *pulumirpc.GenerateProgramResponse {
	t.Helper()
	port := serveFor(t, func(server *grpc.Server) { codegenrpc.RegisterLoaderServer(server, loader{}) })
	response, err := connect(t).GenerateProgram(t.Context(), &pulumirpc.GenerateProgramRequest{
		Source: map[string]string{"main.pp": source}, LoaderTarget: fmt.Sprintf("127.0.0.1:%d", port), Strict: strict,
	})
	succeeds(t, err)
	return response
}

func TestGenerateProgramWritesPython(t *testing.T) {
	t.Parallel()
	response := generateProgram(t, `resource top "shop:index:Shelf" { width = 3 }`, true)
	equal(t, "diagnostics", len(response.GetDiagnostics()), 0)
	equal(t, "program", string(response.GetSource()["__main__.py"]),
		"import pulumi\nimport pulumi_shop as shop\n\ntop = shop.Shelf(\"top\", width=3)\n")
}

func TestOnlyAStrictProgramMustBeComplete(t *testing.T) {
	t.Parallel()
	// An import leaves out what it did not import, for example a wall.
	source := `resource top "shop:index:Shelf" { width = wall.width }`
	lenient := generateProgram(t, source, false)
	if written := string(lenient.GetSource()["__main__.py"]); !strings.Contains(written, `wall["width"]`) {
		t.Errorf("the program lacks the wall: %s", written)
	}
	refused(t, generateProgram(t, source, true), "wall")
}

func TestAProgramThatIsNoneIsAnsweredWithDiagnostics(t *testing.T) {
	t.Parallel()
	refused(t, generateProgram(t, `resource {`, false), "main.pp")
	refused(t, generateProgram(t, `resource top "shop:index:Door" {}`, true), "Door")
}

func refused(t *testing.T, response *pulumirpc.GenerateProgramResponse, text string) {
	t.Helper()
	equal(t, "files", len(response.GetSource()), 0)
	if len(response.GetDiagnostics()) == 0 || !strings.Contains(response.GetDiagnostics()[0].String(), text) {
		t.Errorf("diagnostics lack %q: %v", text, response.GetDiagnostics())
	}
}
