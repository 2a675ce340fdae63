package supervisor

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// What a sandbox keeps in its directory, relative to it. The process runs inside the directory, so that the paths of its sockets stay
// below the 108 bytes that a socket's address can hold, however deep the directory lies.
const (
	lockFile        = "sandbox.lock"
	failureFile     = "failure"
	controlSocket   = "control.sock"
	etcdSocket      = "etcd.sock"
	etcdPeerSocket  = "etcd-peer.sock"
	etcdDirectory   = "etcd"
	pkiDirectory    = "pki"
	logDirectory    = "logs"
	kubeconfigs     = "kubeconfigs"
	adminConfig     = "kubeconfig"
	auditLog        = "audit.log"
	auditPolicy     = "audit-policy.yaml"
	stages          = "stages.yaml"
	schedulerConfig = "scheduler.yaml"
	cacheDirectory  = "cache"
	selfLink        = "controlplane" // to the binary that runs the sandbox, for whoever comes later
)

// contents are all the names above but the lock's, which goes last.
var contents = []string{
	failureFile, controlSocket, etcdSocket, etcdPeerSocket, etcdDirectory, pkiDirectory, logDirectory,
	kubeconfigs, adminConfig, auditLog, auditPolicy, stages, schedulerConfig, cacheDirectory, selfLink,
}

// errHeld says that a process of the sandbox still lives.
var errHeld = errors.New("a sandbox already runs there: use it, or end it with `sandbox down`")

// claim makes dir the sandbox's own and the process's working directory, and returns its lock, held.
// A directory with anything in it that is not a sandbox's is refused.
func claim(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := os.Chdir(dir); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(lockFile); len(entries) > 0 && errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s holds %s, which is no sandbox's: name an empty directory or a new one", dir, entries[0].Name())
	}
	lock, err := acquire(10 * time.Second)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if err := removeContents(); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return lock, os.Symlink(self, selfLink)
}

// acquire takes the lock of the working directory. It waits while the children of a crashed supervisor die, but not for a live one.
func acquire(patience time.Duration) (*os.File, error) {
	deadline := time.Now().Add(patience)
	for {
		lock, err := tryAcquire()
		if err == nil {
			return lock, nil
		}
		if !errors.Is(err, errHeld) || answers() || time.Now().After(deadline) {
			return nil, err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func tryAcquire() (*os.File, error) {
	lock, err := os.OpenFile(lockFile, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errHeld
		}
		return nil, err
	}
	if !stillNamed(lock) {
		lock.Close()
		return nil, errHeld
	}
	return lock, nil
}

// stillNamed is false when the holder before us removed the file between our open and our lock.
func stillNamed(lock *os.File) bool {
	held, err := lock.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(lockFile)
	return err == nil && os.SameFile(held, named)
}

func removeContents() error {
	var problems []error
	for _, name := range contents {
		problems = append(problems, os.RemoveAll(name))
	}
	return errors.Join(problems...)
}

// release removes all that the sandbox kept, its directory too when nothing else is in it, and gives the lock back.
func release(lock *os.File) error {
	defer lock.Close()
	if err := errors.Join(removeContents(), os.Remove(lockFile)); err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, syscall.ENOTEMPTY) && !errors.Is(err, syscall.EEXIST) {
		return fmt.Errorf("leave no %s behind: %w", filepath.Base(dir), err)
	}
	return nil
}
