package supervisor

import (
	_ "embed"
	"path/filepath"
	"strconv"
)

//go:embed files/audit-policy.yaml
var auditPolicyYAML []byte

//go:embed files/stages.yaml
var stagesYAML []byte

//go:embed files/scheduler.yaml
var schedulerYAML []byte

// The parts talk to each other by Unix sockets and one loopback port, the API server's: etcd has no port, the others' are off, and so
// sandboxes side by side share nothing.

// store is etcd. Nothing outlives the sandbox, so it never waits for the disk.
func store(self string) command {
	return command{name: "etcd", argv: []string{self, "etcd",
		"--data-dir=" + etcdDirectory,
		"--listen-client-urls=unix://" + etcdSocket, "--advertise-client-urls=unix://" + etcdSocket,
		"--listen-peer-urls=unix://" + etcdPeerSocket, "--initial-advertise-peer-urls=unix://" + etcdPeerSocket,
		"--initial-cluster=default=unix://" + etcdPeerSocket,
		"--unsafe-no-fsync", "--log-level=warn",
	}}
}

func apiServer(self string, port int) command {
	return command{name: "kube-apiserver", argv: []string{self, "kube-apiserver",
		"--etcd-servers=unix://" + etcdSocket,
		"--bind-address=127.0.0.1", "--secure-port=" + strconv.Itoa(port), "--permit-port-sharing",
		"--endpoint-reconciler-type=none", // nothing in the sandbox reaches the API server through its Service
		"--tls-cert-file=" + pki("apiserver.crt"), "--tls-private-key-file=" + pki("apiserver.key"),
		"--client-ca-file=" + pki("ca.crt"), "--anonymous-auth=false",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + pki("service-account.key"),
		"--service-account-signing-key-file=" + pki("service-account.key"),
		"--service-cluster-ip-range=10.96.0.0/16",
		"--authorization-mode=Node,RBAC",
		"--enable-admission-plugins=NodeRestriction,PodTopologyLabels",
		"--audit-policy-file=" + auditPolicy, "--audit-log-path=" + auditLog, "--audit-log-mode=blocking",
		"--audit-log-maxsize=4096", // MiB; a rotated log would break who reads along
		"--profiling=false",
	}}
}

// controllerManager has no client limits to speak of: with the default ones, scenarios of fifty objects are seconds late.
func controllerManager(self string) command {
	return command{name: "kube-controller-manager", argv: []string{self, "kube-controller-manager",
		"--kubeconfig=" + filepath.Join(kubeconfigs, "kube-controller-manager"),
		"--service-account-private-key-file=" + pki("service-account.key"), "--root-ca-file=" + pki("ca.crt"),
		"--cluster-signing-cert-file=" + pki("ca.crt"), "--cluster-signing-key-file=" + pki("ca.key"),
		"--use-service-account-credentials", "--leader-elect=false", "--secure-port=0",
		"--kube-api-qps=1000", "--kube-api-burst=2000",
		"--horizontal-pod-autoscaler-sync-period=2s",
		"--node-monitor-grace-period=1h", // a busy or suspended machine must not look like a failed cluster
	}}
}

func scheduler(self string) command {
	return command{name: "kube-scheduler", argv: []string{self, "kube-scheduler",
		"--config=" + schedulerConfig, "--secure-port=0",
	}}
}

// kubelets is KWOK, which plays the kubelet of every node. Its environment keeps it from reading a configuration of the user's.
func kubelets(self string) command {
	return command{name: "kwok", env: map[string]string{"KWOK_WORKDIR": cacheDirectory}, argv: []string{self, "kwok",
		"--kubeconfig=" + filepath.Join(kubeconfigs, "kwok"), "--config=" + stages,
		"--manage-all-nodes", "--node-lease-duration-seconds=40", "--enable-crds=",
	}}
}

func pki(name string) string { return filepath.Join(pkiDirectory, name) }
