package supervisor

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// child is one process under the supervisor. done closes when it has ended; how is set before that.
type child struct {
	name    string
	cmd     *exec.Cmd
	started time.Time
	done    chan struct{}
	how     string
}

// command is what a child runs.
type command struct {
	name      string
	argv      []string
	env       map[string]string
	directory string
}

// forker starts processes, all from one thread that lives as long as the supervisor: the kernel sends the parent-death signal when the
// thread that forked ends, not the process.
type forker chan func()

func newForker() forker {
	work := make(forker)
	go func() {
		runtime.LockOSThread()
		for task := range work {
			task()
		}
	}()
	return work
}

func (f forker) start(cmd *exec.Cmd) error {
	result := make(chan error)
	f <- func() { result <- cmd.Start() }
	return <-result
}

// launch starts c in a process group of its own, so that an interrupt typed at a terminal reaches the supervisor alone.
// Its output goes to its log; it inherits the environment, changed by c.env, and the lock.
func (f forker) launch(c command, lock *os.File) (*child, error) {
	log, err := os.OpenFile(logFile(c.name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(c.argv[0], c.argv[1:]...)
	cmd.Dir = c.directory
	cmd.Env = os.Environ()
	for key, value := range c.env {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{lock}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := f.start(cmd); err != nil {
		return nil, fmt.Errorf("start %s: %w", c.name, err)
	}
	started := &child{name: c.name, cmd: cmd, started: time.Now(), done: make(chan struct{})}
	go started.wait()
	return started, nil
}

// wait ends what a dead child left in its process group while its id is still its own, then reaps it.
func (c *child) wait() {
	pid := c.cmd.Process.Pid
	for unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil) == unix.EINTR {
	}
	_ = unix.Kill(-pid, unix.SIGKILL) // nobody left in the group is as good
	_ = c.cmd.Wait()                  // ProcessState says it all
	c.how = c.cmd.ProcessState.String()
	close(c.done)
}

func (c *child) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// kill ends the child, and with it its process group, at once.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // gone already is as good
	<-c.done
}

// stop asks the child to end, and kills it when grace has passed.
func (c *child) stop(grace time.Duration) {
	_ = c.cmd.Process.Signal(unix.SIGTERM) // gone already is as good
	select {
	case <-c.done:
	case <-time.After(grace):
		c.kill()
	}
}

// epitaph says how the child ended, with the end of its log.
func (c *child) epitaph() string {
	return fmt.Sprintf("%s ended after %.1f s (%s)\n%s", c.name, time.Since(c.started).Seconds(), c.how, tail(logFile(c.name), 20))
}

func logFile(name string) string { return filepath.Join(logDirectory, name+".log") }

// tail returns the last lines of a file, each indented, each at most 300 characters.
func tail(path string, lines int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return "  (no log: " + err.Error() + ")"
	}
	all := strings.Split(strings.TrimSpace(string(text)), "\n")
	last := all[max(0, len(all)-lines):]
	for i, line := range last {
		last[i] = "  " + line[:min(len(line), 300)]
	}
	return strings.Join(last, "\n")
}
