package supervisor

import (
	"fmt"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// sandbox is a running one. ending closes when it is to end; failure, set before that, says why when nobody asked for it.
type sandbox struct {
	self     string
	lock     *os.File
	port     *os.File
	forker   forker
	listener net.Listener
	detached atomic.Bool

	once    sync.Once
	ending  chan struct{}
	failure error

	mutex    sync.Mutex
	children []*child // in order of their start; an ended one stays until its name is used again
	closed   bool     // no child starts any more
}

// grace is how long a child that is not a part (an operator, say) has to end by itself.
const grace = 10 * time.Second

func newSandbox(self string, lock *os.File) *sandbox {
	return &sandbox{self: self, lock: lock, forker: newForker(), ending: make(chan struct{})}
}

// end asks for the end of the sandbox; the first reason counts.
func (s *sandbox) end(failure error) {
	s.once.Do(func() {
		s.failure = failure
		close(s.ending)
	})
}

// launch starts a child under a name that no living child has.
func (s *sandbox) launch(c command) (*child, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.closed {
		return nil, fmt.Errorf("start %s: the sandbox is ending", c.name)
	}
	for i, old := range s.children {
		if old.name != c.name {
			continue
		}
		if !old.ended() {
			return nil, fmt.Errorf("%s is already running (pid %d)", c.name, old.cmd.Process.Pid)
		}
		s.children = append(s.children[:i], s.children[i+1:]...)
		break
	}
	started, err := s.forker.launch(c, s.lock)
	if err == nil {
		s.children = append(s.children, started)
	}
	return started, err
}

// find returns the child of that name, ended or not, or nil.
func (s *sandbox) find(name string) *child {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, c := range s.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// teardown ends every child: first, with grace, those that somebody started on top, since they may want to say goodbye to the API
// server; then the parts, at once, since nothing of them is kept.
func (s *sandbox) teardown() {
	s.mutex.Lock()
	s.closed = true
	children := s.children
	s.mutex.Unlock()
	var guests sync.WaitGroup
	for _, c := range children {
		if !isPart(c.name) {
			guests.Go(func() { c.stop(grace) })
		}
	}
	guests.Wait()
	for i := len(children) - 1; i >= 0; i-- {
		children[i].kill()
	}
	if s.listener != nil {
		s.listener.Close()
	}
}

func isPart(name string) bool {
	switch name {
	case "etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok":
		return true
	}
	return false
}
