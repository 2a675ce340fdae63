package supervisor

import (
	"path/filepath"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// identities are the clients of the API server that the sandbox itself has: file of the kubeconfig, user and group.
// KWOK plays every kubelet at once, which NodeRestriction rightly allows no node, so it is an administrator.
var identities = []struct{ file, user, group string }{
	{adminConfig, "sandbox-admin", "system:masters"},
	{filepath.Join(kubeconfigs, "kube-controller-manager"), "system:kube-controller-manager", ""},
	{filepath.Join(kubeconfigs, "kube-scheduler"), "system:kube-scheduler", ""},
	{filepath.Join(kubeconfigs, "kwok"), "sandbox-kwok", "system:masters"},
}

// writeKubeconfigs writes one kubeconfig for each identity; server is the API server's URL.
func writeKubeconfigs(a *authority, server string) error {
	for _, wanted := range identities {
		var groups []string
		if wanted.group != "" {
			groups = []string{wanted.group}
		}
		who, err := a.client(wanted.user, groups...)
		if err != nil {
			return err
		}
		config := api.NewConfig()
		config.Clusters["sandbox"] = &api.Cluster{Server: server, CertificateAuthorityData: encodeCertificate(a.certificate.Raw)}
		config.AuthInfos[who.name] = &api.AuthInfo{ClientCertificateData: who.certificate, ClientKeyData: who.key}
		config.Contexts["sandbox"] = &api.Context{Cluster: "sandbox", AuthInfo: who.name, Namespace: "default"}
		config.CurrentContext = "sandbox"
		encoded, err := clientcmd.Write(*config)
		if err != nil {
			return err
		}
		if err := writeFiles(map[string][]byte{wanted.file: encoded}); err != nil {
			return err
		}
	}
	return nil
}
