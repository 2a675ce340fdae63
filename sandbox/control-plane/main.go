// Command controlplane holds a local Kubernetes control plane in one binary: its first argument names the part to be.
// "supervise" owns a whole sandbox and starts the other parts from this same binary; "ctl" talks to a running supervisor.
package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"bailiwick.dev/sandbox/controlplane/internal/supervisor"
)

// parts maps the first argument to what then runs; each returns the exit status of the process.
var parts = map[string]func() int{
	"etcd":                    etcd,
	"kube-apiserver":          kubeAPIServer,
	"kube-controller-manager": kubeControllerManager,
	"kube-scheduler":          kubeScheduler,
	"kubectl":                 kubectl,
	"kwok":                    kwok,
	"helm":                    helm,
	"supervise":               func() int { return supervisor.Supervise(os.Args[1:]) },
	"ctl":                     func() int { return supervisor.Control(os.Args[1:]) },
}

func main() {
	if len(os.Args) < 2 {
		os.Exit(usage("no part named"))
	}
	part, known := parts[os.Args[1]]
	if !known {
		os.Exit(usage(fmt.Sprintf("no part is called %q", os.Args[1])))
	}
	os.Args = os.Args[1:]
	os.Exit(part())
}

func usage(problem string) int {
	names := strings.Join(slices.Sorted(maps.Keys(parts)), ", ")
	fmt.Fprintf(os.Stderr, "controlplane: %s; usage: controlplane PART [ARGS], PART is one of %s\n", problem, names)
	return 2
}
