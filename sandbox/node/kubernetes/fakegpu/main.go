// Command fakegpu is a device plugin for devices that do not exist. It registers with the kubelet of its node, hands out device
// ids as NVIDIA's plugin does, and calls a device unhealthy while STATE/<id> exists.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	resource := flag.String("resource", "nvidia.com/gpu", "name of the extended resource")
	count := flag.Int("count", 4, "number of devices")
	state := flag.String("state", "/tmp", "directory in which a file named like a device makes it unhealthy")
	sockets := flag.String("sockets", "/var/lib/kubelet/device-plugins", "directory of the kubelet's sockets")
	flag.Parse()
	devices := &plugin{state: *state}
	for i := range *count {
		devices.ids = append(devices.ids, fmt.Sprintf("GPU-00000000-0000-4000-8000-%012d", i))
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	life := registration{
		plugin:   devices,
		resource: *resource,
		kubelet:  filepath.Join(*sockets, "kubelet.sock"),
		own:      filepath.Join(*sockets, strings.ReplaceAll(*resource, "/", "_")+".sock"),
	}
	if err := life.keep(stop); err != nil {
		log.Fatal(err)
	}
}
