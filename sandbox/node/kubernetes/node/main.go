// Command node holds what runs on a Kubernetes node in one binary: its first argument names the part to be.
package main

import (
	"context"
	"fmt"
	"os"

	"bailiwick.dev/sandbox/node/kubernetes/networkpolicy"
	"k8s.io/component-base/cli"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

func main() {
	part := ""
	if len(os.Args) > 1 {
		part = os.Args[1]
		os.Args = os.Args[1:]
	}
	switch part {
	case "kubelet":
		os.Exit(cli.Run(kubelet.NewKubeletCommand(context.Background())))
	case "kube-proxy":
		os.Exit(cli.Run(proxy.NewProxyCommand()))
	case "network-policy":
		os.Exit(networkpolicy.Enforce(os.Args[1:]))
	default:
		fmt.Fprintf(os.Stderr, "node: no part is called %q; usage: node kubelet|kube-proxy|network-policy [ARGS]\n", part)
		os.Exit(2)
	}
}
