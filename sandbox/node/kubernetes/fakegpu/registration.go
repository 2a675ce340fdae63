package main

import (
	"context"
	"errors"
	"io/fs"
	"log"
	"net"
	"os"
	"path/filepath"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	deviceplugin "k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1"
)

const (
	pause    = 200 * time.Millisecond
	patience = 3 * time.Second
)

// registration keeps the plugin known to the kubelet, which forgets all plugins, and removes their sockets, when it starts.
type registration struct {
	plugin   *plugin
	resource string
	kubelet  string
	own      string
}

func (r registration) keep(stop <-chan os.Signal) error {
	for {
		if !exists(r.kubelet) {
			select {
			case <-stop:
				return nil
			case <-time.After(pause):
				continue
			}
		}
		server, err := r.serve()
		if err != nil {
			return err
		}
		ended := r.untilForgotten(stop)
		server.Stop()
		if ended {
			return nil
		}
	}
}

func (r registration) serve() (*grpc.Server, error) {
	if err := os.Remove(r.own); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", r.own)
	if err != nil {
		return nil, err
	}
	server := grpc.NewServer()
	deviceplugin.RegisterDevicePluginServer(server, r.plugin)
	go func() {
		if err := server.Serve(listener); err != nil {
			log.Print(err)
		}
	}()
	return server, nil
}

// untilForgotten registers, and returns when the socket is gone (false) or the process is to end (true).
func (r registration) untilForgotten(stop <-chan os.Signal) bool {
	registered := false
	for {
		if !registered {
			if err := r.register(); err != nil {
				log.Print("not registered yet: ", err)
			} else {
				registered = true
				log.Print("registered ", len(r.plugin.ids), " devices of ", r.resource)
			}
		}
		select {
		case <-stop:
			return true
		case <-time.After(pause):
			if !exists(r.own) {
				return false
			}
		}
	}
}

func (r registration) register() error {
	connection, err := grpc.NewClient("unix://"+r.kubelet, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err = deviceplugin.NewRegistrationClient(connection).Register(ctx, &deviceplugin.RegisterRequest{
		Version:      deviceplugin.Version,
		Endpoint:     filepath.Base(r.own),
		ResourceName: r.resource,
		Options:      &deviceplugin.DevicePluginOptions{GetPreferredAllocationAvailable: true},
	})
	return err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
