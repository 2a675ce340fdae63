package supervisor

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// authority is the sandbox's own certificate authority: it signs the API server's serving certificate and every identity.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// identity is who a client of the API server is, and the certificate that says so (PEM).
type identity struct {
	name             string
	certificate, key []byte
}

const lifetime = 365 * 24 * time.Hour

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := certificate("bailiwick-sandbox")
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	own, err := x509.ParseCertificate(der)
	return &authority{own, key}, err
}

// client issues a client certificate: Kubernetes reads the user from the common name and the groups from the organisations.
func (a *authority) client(name string, groups ...string) (identity, error) {
	template := certificate(name)
	template.Subject.Organization = groups
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return a.issue(template)
}

// server issues the API server's serving certificate.
func (a *authority) server() (identity, error) {
	template := certificate("kube-apiserver")
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	template.DNSNames = []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"}
	template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv4(10, 96, 0, 1)}
	return a.issue(template)
}

func (a *authority) issue(template *x509.Certificate) (identity, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return identity{}, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		return identity{}, err
	}
	encoded, err := encodeKey(key)
	return identity{template.Subject.CommonName, encodeCertificate(der), encoded}, err
}

func certificate(name string) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    now.Add(-time.Minute),
		NotAfter:     now.Add(lifetime),
		KeyUsage:     x509.KeyUsageDigitalSignature,
	}
}

func encodeCertificate(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func encodeKey(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalECPrivateKey(key)
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}), err
}

// writePKI writes what the parts read from files: the authority, the serving certificate and the key that signs ServiceAccount tokens.
func writePKI(a *authority) error {
	serving, err := a.server()
	if err != nil {
		return err
	}
	authorityKey, err := encodeKey(a.key)
	if err != nil {
		return err
	}
	tokenKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	encodedTokenKey, err := encodeKey(tokenKey)
	if err != nil {
		return err
	}
	return writeFiles(map[string][]byte{
		filepath.Join(pkiDirectory, "ca.crt"):              encodeCertificate(a.certificate.Raw),
		filepath.Join(pkiDirectory, "ca.key"):              authorityKey,
		filepath.Join(pkiDirectory, "apiserver.crt"):       serving.certificate,
		filepath.Join(pkiDirectory, "apiserver.key"):       serving.key,
		filepath.Join(pkiDirectory, "service-account.key"): encodedTokenKey,
	})
}

func writeFiles(files map[string][]byte) error {
	for path, content := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
