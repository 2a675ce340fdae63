package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc"
	deviceplugin "k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1"
)

// looks is how often the health of the devices is looked up.
const looks = 300 * time.Millisecond

// plugin answers the kubelet.
type plugin struct {
	deviceplugin.UnimplementedDevicePluginServer
	ids   []string
	state string
}

func (p *plugin) GetDevicePluginOptions(context.Context, *deviceplugin.Empty) (*deviceplugin.DevicePluginOptions, error) {
	return &deviceplugin.DevicePluginOptions{GetPreferredAllocationAvailable: true}, nil
}

// ListAndWatch sends the devices whenever the health of one has changed.
func (p *plugin) ListAndWatch(_ *deviceplugin.Empty, stream grpc.ServerStreamingServer[deviceplugin.ListAndWatchResponse]) error {
	var sent []string
	for {
		var health []string
		var devices []*deviceplugin.Device
		for _, id := range p.ids {
			state := deviceplugin.Healthy
			if _, err := os.Stat(filepath.Join(p.state, id)); err == nil {
				state = deviceplugin.Unhealthy
			}
			health = append(health, state)
			devices = append(devices, &deviceplugin.Device{ID: id, Health: state})
		}
		if !slices.Equal(health, sent) {
			if err := stream.Send(&deviceplugin.ListAndWatchResponse{Devices: devices}); err != nil {
				return err
			}
			sent = health
		}
		select {
		case <-stream.Context().Done():
			return nil
		case <-time.After(looks):
		}
	}
}

// GetPreferredAllocation prefers the lowest numbers, so that a test can foretell them.
func (p *plugin) GetPreferredAllocation(
	_ context.Context, request *deviceplugin.PreferredAllocationRequest,
) (*deviceplugin.PreferredAllocationResponse, error) {
	response := &deviceplugin.PreferredAllocationResponse{}
	for _, container := range request.ContainerRequests {
		chosen := slices.Clone(container.MustIncludeDeviceIDs)
		for _, id := range slices.Sorted(slices.Values(container.AvailableDeviceIDs)) {
			if len(chosen) < int(container.AllocationSize) && !slices.Contains(chosen, id) {
				chosen = append(chosen, id)
			}
		}
		response.ContainerResponses = append(response.ContainerResponses,
			&deviceplugin.ContainerPreferredAllocationResponse{DeviceIDs: chosen})
	}
	return response, nil
}

// Allocate puts the ids into the container's environment, under the name that NVIDIA's container runtime reads.
func (p *plugin) Allocate(_ context.Context, request *deviceplugin.AllocateRequest) (*deviceplugin.AllocateResponse, error) {
	response := &deviceplugin.AllocateResponse{}
	for _, container := range request.ContainerRequests {
		ids := strings.Join(container.DevicesIds, ",")
		log.Print("allocated ", ids)
		response.ContainerResponses = append(response.ContainerResponses,
			&deviceplugin.ContainerAllocateResponse{Envs: map[string]string{"NVIDIA_VISIBLE_DEVICES": ids}})
	}
	return response, nil
}

func (p *plugin) PreStartContainer(context.Context, *deviceplugin.PreStartContainerRequest) (*deviceplugin.PreStartContainerResponse, error) {
	return &deviceplugin.PreStartContainerResponse{}, nil
}
