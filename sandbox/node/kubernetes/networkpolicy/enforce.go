// Package networkpolicy enforces NetworkPolicies on the one node of a test cluster.
package networkpolicy

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

// quiet is how long changes are collected before the rules are written anew.
const quiet = 20 * time.Millisecond

// Enforce enforces NetworkPolicies on this node until the process ends; args name the kubeconfig. It returns the exit status.
func Enforce(args []string) int {
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: node network-policy KUBECONFIG")
		return 2
	}
	config, err := clientcmd.BuildConfigFromFlags("", args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return enforce(informers.NewSharedInformerFactory(client, 0))
}

func enforce(watched informers.SharedInformerFactory) int {
	pods := watched.Core().V1().Pods()
	namespaces := watched.Core().V1().Namespaces()
	policies := watched.Networking().V1().NetworkPolicies()
	changed := make(chan struct{}, 1)
	note := func() {
		select {
		case changed <- struct{}{}:
		default: // one is noted already
		}
	}
	for _, informer := range []cache.SharedIndexInformer{pods.Informer(), namespaces.Informer(), policies.Informer()} {
		if _, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc:    func(any) { note() },
			UpdateFunc: func(any, any) { note() },
			DeleteFunc: func(any) { note() },
		}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	watched.Start(context.Background().Done())
	watched.WaitForCacheSync(context.Background().Done())
	note()
	written := ""
	for range changed {
		time.Sleep(quiet)
		seen := cluster{namespaces: map[string]labels.Set{}}
		allPods, _ := pods.Lister().List(labels.Everything())
		allNamespaces, _ := namespaces.Lister().List(labels.Everything())
		seen.policies, _ = policies.Lister().List(labels.Everything())
		for _, namespace := range allNamespaces {
			seen.namespaces[namespace.Name] = namespace.Labels
		}
		seen.pods = slices.DeleteFunc(allPods, func(pod *core.Pod) bool { return !onTheNetwork(pod) })
		slices.SortFunc(seen.pods, func(a, b *core.Pod) int { return cmp.Compare(a.Status.PodIP, b.Status.PodIP) })
		slices.SortFunc(seen.policies, func(a, b *networking.NetworkPolicy) int { return cmp.Compare(a.UID, b.UID) })
		rules := seen.rules()
		if rules == written {
			continue
		}
		if err := write(rules); err != nil {
			fmt.Fprintln(os.Stderr, err)
			time.AfterFunc(time.Second, note)
			continue
		}
		written = rules
		fmt.Printf("%d policies over %d pods\n", len(seen.policies), len(seen.pods))
	}
	return 0
}

func onTheNetwork(pod *core.Pod) bool {
	ended := pod.Status.Phase == core.PodSucceeded || pod.Status.Phase == core.PodFailed
	return pod.Status.PodIP != "" && !pod.Spec.HostNetwork && !ended
}

// write replaces the table in one transaction, so that there is no moment without rules.
func write(rules string) error {
	nft := exec.Command("nft", "-f", "-")
	nft.Stdin = strings.NewReader("table ip " + table + "\ndelete table ip " + table + "\n" + rules)
	if output, err := nft.CombinedOutput(); err != nil {
		return fmt.Errorf("nft: %w: %s\n%s", err, output, rules)
	}
	return nil
}
