package networkpolicy

import (
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func pod(namespace, name, ip string, set labels.Set) *core.Pod {
	return &core.Pod{
		ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: name, Labels: set},
		Spec:       core.PodSpec{Containers: []core.Container{{Ports: []core.ContainerPort{{Name: "http", ContainerPort: 8000}}}}},
		Status:     core.PodStatus{PodIP: ip},
	}
}

func hall(rule networking.NetworkPolicyIngressRule) cluster {
	return cluster{
		pods: []*core.Pod{
			pod("hall", "engine", "10.42.0.2", labels.Set{"app": "engine"}),
			pod("hall", "neighbour", "10.42.0.3", nil),
			pod("clients", "client", "10.42.0.4", nil),
			pod("strangers", "stranger", "10.42.0.5", nil),
		},
		namespaces: map[string]labels.Set{"hall": {}, "clients": {"client": "true"}, "strangers": {}},
		policies: []*networking.NetworkPolicy{{
			ObjectMeta: meta.ObjectMeta{Namespace: "hall", Name: "engine", UID: "1"},
			Spec: networking.NetworkPolicySpec{
				PodSelector: meta.LabelSelector{MatchLabels: labels.Set{"app": "engine"}},
				PolicyTypes: []networking.PolicyType{networking.PolicyTypeIngress},
				Ingress:     []networking.NetworkPolicyIngressRule{rule},
			},
		}},
	}
}

func expect(t *testing.T, rules string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(rules, "    "+line+"\n") {
			t.Errorf("no line %q in\n%s", line, rules)
		}
	}
}

func TestAdmitsOwnAndLabelledNamespacesOnTheNamedPort(t *testing.T) {
	name := intstr.FromString("http")
	rules := hall(networking.NetworkPolicyIngressRule{
		From: []networking.NetworkPolicyPeer{
			{PodSelector: &meta.LabelSelector{}},
			{NamespaceSelector: &meta.LabelSelector{MatchLabels: labels.Set{"client": "true"}}},
		},
		Ports: []networking.NetworkPolicyPort{{Port: &name}},
	}).rules()
	expect(t, rules,
		"ip daddr 10.42.0.2 jump ingress_0",
		"ip saddr { 10.42.0.2, 10.42.0.3 } ip daddr 10.42.0.2 tcp dport 8000 return",
		"ip saddr { 10.42.0.4 } ip daddr 10.42.0.2 tcp dport 8000 return",
		`counter drop comment "hall/engine"`)
	if strings.Contains(rules, "10.42.0.5") {
		t.Errorf("a stranger is admitted:\n%s", rules)
	}
}

func TestAPolicyWithoutRulesAdmitsNobody(t *testing.T) {
	none := hall(networking.NetworkPolicyIngressRule{})
	none.policies[0].Spec.Ingress = nil
	rules := none.rules()
	expect(t, rules, `counter drop comment "hall/engine"`)
	if strings.Contains(rules, "return") {
		t.Errorf("somebody is admitted:\n%s", rules)
	}
}

func TestAnEmptyRuleAdmitsAll(t *testing.T) {
	expect(t, hall(networking.NetworkPolicyIngressRule{}).rules(), " return")
}

func TestKnowsBlocksAndRangesOfPorts(t *testing.T) {
	first, last := intstr.FromInt32(8000), int32(8010)
	rules := hall(networking.NetworkPolicyIngressRule{
		From:  []networking.NetworkPolicyPeer{{IPBlock: &networking.IPBlock{CIDR: "10.0.0.0/8", Except: []string{"10.42.0.0/24"}}}},
		Ports: []networking.NetworkPolicyPort{{Port: &first, EndPort: &last}},
	}).rules()
	expect(t, rules, "ip saddr 10.0.0.0/8 ip saddr != { 10.42.0.0/24 } tcp dport 8000-8010 return")
}

func TestEgressIsHeldAtTheNodeToo(t *testing.T) {
	seen := hall(networking.NetworkPolicyIngressRule{})
	seen.policies[0].Spec.PolicyTypes = []networking.PolicyType{networking.PolicyTypeEgress}
	rules := seen.rules()
	if strings.Count(rules, "ip saddr 10.42.0.2 jump egress_0") != 2 {
		t.Errorf("egress is not held on both ways:\n%s", rules)
	}
}
