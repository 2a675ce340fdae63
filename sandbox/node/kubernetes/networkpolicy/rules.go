package networkpolicy

import (
	"fmt"
	"slices"
	"strings"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

const table = "network_policy"

// cluster is what NetworkPolicies speak of: IPv4 pods of one node, the labels of namespaces, and the policies.
type cluster struct {
	pods       []*core.Pod
	namespaces map[string]labels.Set
	policies   []*networking.NetworkPolicy
}

// direction says at which end of a connection a policy's own pod is.
type direction struct {
	kind networking.PolicyType
	pod  string // the header field that holds the pod's address
	peer string // the header field that holds the other end's address
}

var (
	ingress = direction{networking.PolicyTypeIngress, "daddr", "saddr"}
	egress  = direction{networking.PolicyTypeEgress, "saddr", "daddr"}
)

// rules renders the policies as one nftables table. A connection that was allowed when it began stays; the node itself, which
// probes pods, is never refused.
func (c cluster) rules() string {
	var chains strings.Builder
	jumps := map[networking.PolicyType]string{}
	for _, way := range []direction{egress, ingress} {
		for i, pod := range c.pods {
			selecting := c.selecting(pod, way)
			if len(selecting) == 0 {
				continue
			}
			chain := fmt.Sprintf("%s_%d", strings.ToLower(string(way.kind)), i)
			fmt.Fprintf(&chains, "  chain %s {\n", chain)
			for _, policy := range selecting {
				for _, allowed := range c.allowed(policy, pod, way) {
					fmt.Fprintf(&chains, "    %s return\n", allowed)
				}
			}
			fmt.Fprintf(&chains, "    counter drop comment \"%s/%s\"\n  }\n", pod.Namespace, pod.Name)
			jumps[way.kind] += fmt.Sprintf("    ip %s %s jump %s\n", way.pod, pod.Status.PodIP, chain)
		}
	}
	hook := "  chain %s {\n    type filter hook %s priority filter; policy accept;\n    ct state established,related accept\n%s  }\n"
	return fmt.Sprintf("table ip %s {\n%s", table, chains.String()) +
		fmt.Sprintf(hook, "forward", "forward", jumps[egress.kind]+jumps[ingress.kind]) +
		fmt.Sprintf(hook, "input", "input", jumps[egress.kind]) + "}\n"
}

func (c cluster) selecting(pod *core.Pod, way direction) []*networking.NetworkPolicy {
	var selecting []*networking.NetworkPolicy
	for _, policy := range c.policies {
		if policy.Namespace == pod.Namespace && slices.Contains(policy.Spec.PolicyTypes, way.kind) &&
			selects(&policy.Spec.PodSelector, pod.Labels) {
			selecting = append(selecting, policy)
		}
	}
	return selecting
}

// allowed lists the matches of everything that one policy lets to or from a pod.
func (c cluster) allowed(policy *networking.NetworkPolicy, pod *core.Pod, way direction) []string {
	var matches []string
	add := func(peers []networking.NetworkPolicyPeer, ports []networking.NetworkPolicyPort) {
		for _, peer := range c.peers(policy.Namespace, peers, way) {
			for _, port := range c.ports(ports, pod, way) {
				matches = append(matches, strings.TrimSpace(peer+" "+port))
			}
		}
	}
	if way == ingress {
		for _, rule := range policy.Spec.Ingress {
			add(rule.From, rule.Ports)
		}
	} else {
		for _, rule := range policy.Spec.Egress {
			add(rule.To, rule.Ports)
		}
	}
	return matches
}

// peers renders the other end; none named means any.
func (c cluster) peers(namespace string, peers []networking.NetworkPolicyPeer, way direction) []string {
	if len(peers) == 0 {
		return []string{""}
	}
	var matches []string
	for _, peer := range peers {
		if block := peer.IPBlock; block != nil {
			if strings.Contains(block.CIDR, ":") {
				continue
			}
			match := "ip " + way.peer + " " + block.CIDR
			if len(block.Except) > 0 {
				match += " ip " + way.peer + " != { " + strings.Join(block.Except, ", ") + " }"
			}
			matches = append(matches, match)
			continue
		}
		var addresses []string
		for _, pod := range c.pods {
			near := peer.NamespaceSelector == nil && pod.Namespace == namespace
			far := peer.NamespaceSelector != nil && selects(peer.NamespaceSelector, c.namespaces[pod.Namespace])
			if (near || far) && (peer.PodSelector == nil || selects(peer.PodSelector, pod.Labels)) {
				addresses = append(addresses, pod.Status.PodIP)
			}
		}
		if len(addresses) > 0 {
			matches = append(matches, "ip "+way.peer+" { "+strings.Join(addresses, ", ")+" }")
		}
	}
	return matches
}

// ports renders the port at the receiving end; none named means any.
func (c cluster) ports(ports []networking.NetworkPolicyPort, pod *core.Pod, way direction) []string {
	if len(ports) == 0 {
		return []string{""}
	}
	var matches []string
	for _, port := range ports {
		protocol := "tcp"
		if port.Protocol != nil {
			protocol = strings.ToLower(string(*port.Protocol))
		}
		switch {
		case port.Port == nil:
			matches = append(matches, "meta l4proto "+protocol)
		case port.Port.StrVal != "":
			receivers := c.pods
			if way == ingress {
				receivers = []*core.Pod{pod}
			}
			for _, receiver := range receivers {
				for _, number := range named(receiver, port.Port.StrVal) {
					matches = append(matches, fmt.Sprintf("ip daddr %s %s dport %d", receiver.Status.PodIP, protocol, number))
				}
			}
		case port.EndPort != nil:
			matches = append(matches, fmt.Sprintf("%s dport %d-%d", protocol, port.Port.IntVal, *port.EndPort))
		default:
			matches = append(matches, fmt.Sprintf("%s dport %d", protocol, port.Port.IntVal))
		}
	}
	return matches
}

// named lists the numbers that a pod's containers, restartable init containers among them, give to a port's name.
func named(pod *core.Pod, name string) []int32 {
	var numbers []int32
	for _, container := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
		for _, port := range container.Ports {
			if port.Name == name {
				numbers = append(numbers, port.ContainerPort)
			}
		}
	}
	return numbers
}

func selects(selector *meta.LabelSelector, set labels.Set) bool {
	compiled, err := meta.LabelSelectorAsSelector(selector)
	return err == nil && compiled.Matches(set)
}
