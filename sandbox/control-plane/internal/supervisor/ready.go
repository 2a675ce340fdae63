package supervisor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// awaitReady waits until the API server says that it is ready, for as long as patience and the sandbox last.
func (s *sandbox) awaitReady(server string, patience time.Duration) error {
	config, err := clientcmd.BuildConfigFromFlags("", adminConfig)
	if err != nil {
		return err
	}
	config.Timeout = 5 * time.Second
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	deadline := time.After(patience)
	for {
		_, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(context.Background())
		if err == nil {
			return nil
		}
		select {
		case <-s.ending:
			return errors.New("ended before it was ready")
		case <-deadline:
			return fmt.Errorf("the API server at %s was not ready within %s: %w\n%s", server, patience, err, tail(logFile("kube-apiserver"), 20))
		case <-time.After(50 * time.Millisecond):
		}
	}
}
