// Command pulumi-language-python runs Pulumi programs, policy packs and plugins written in Python.
//
// It is the language host for places where only package registries can be reached: Pulumi's own is part of a
// download, while everything this one is made of is a Go module.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

const engineCheckInterval = 5 * time.Minute

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-language-python:", err)
		os.Exit(1)
	}
}

// serve prints the port, which is how the engine finds the host, and answers until the engine or a signal ends it.
func serve() error {
	if len(os.Args) < 2 {
		return fmt.Errorf("it is started by the Pulumi engine, whose address it takes as its last argument")
	}
	engine := os.Args[len(os.Args)-1]
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := rpcutil.Healthcheck(ctx, engine, engineCheckInterval, stop); err != nil {
		return fmt.Errorf("no engine at %s: %w", engine, err)
	}
	cancel := make(chan bool, 1)
	go func() {
		<-ctx.Done()
		cancel <- true
	}()
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, newHost(ctx, engine))
			return nil
		},
		Options: rpcutil.TracingServerInterceptorOptions(nil),
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}
