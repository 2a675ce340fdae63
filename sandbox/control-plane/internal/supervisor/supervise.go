package supervisor

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Supervise runs a sandbox until somebody ends it: "ctl down", SIGINT, SIGTERM, the death of a part or, with --lifeline, the end of
// standard input before "ctl detach". It returns the exit status: 0 when it was asked to end, 1 when something failed, 2 for wrong usage.
//
// Standard output has one line for each step and last "ready"; from there on both outputs go to the supervisor's own log.
func Supervise(args []string) int {
	flags := flag.NewFlagSet("supervise", flag.ContinueOnError)
	dir := flags.String("dir", ".sandbox", "directory of the sandbox; made, and removed at the end")
	lifeline := flags.Bool("lifeline", false, "end when standard input ends, unless detached before")
	patience := flags.Duration("patience", 2*time.Minute, "how long the API server may take to be ready")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	// Caught and forgotten, not ignored: children would inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP, syscall.SIGPIPE)
	_, _ = syscall.Setsid() // out of the terminal's reach; refused to the leader of a process group, who needs it less
	syscall.Umask(0o077)

	self, err := os.Executable()
	if err != nil {
		return fail(err)
	}
	absolute, err := filepath.Abs(*dir)
	if err != nil {
		return fail(err)
	}
	lock, err := claim(absolute)
	if err != nil {
		return fail(err)
	}
	return newSandbox(self, lock).live(*lifeline, *patience)
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// live starts everything, waits for the end and cleans up. A sandbox that failed leaves its logs for whoever asks why.
func (s *sandbox) live(lifeline bool, patience time.Duration) int {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	go func() { <-interrupts; s.end(nil) }()
	if lifeline {
		go s.endWithInput()
	}
	go s.start(patience)

	<-s.ending
	s.teardown()
	if s.failure == nil {
		if err := release(s.lock); err != nil {
			return fail(err)
		}
		return 0
	}
	_ = os.WriteFile(failureFile, []byte(s.failure.Error()+"\n"), 0o600) // the message goes out below in any case
	_ = os.Remove(controlSocket)
	return fail(s.failure)
}

// start brings the parts up in their order; a failure ends the sandbox.
func (s *sandbox) start(patience time.Duration) {
	if err := s.bringUp(patience); err != nil {
		s.end(err)
		return
	}
	fmt.Println("ready")
	if err := logFromHere(); err != nil {
		s.end(err)
	}
}

func (s *sandbox) bringUp(patience time.Duration) error {
	if err := os.MkdirAll(logDirectory, 0o700); err != nil {
		return err
	}
	if err := s.listen(); err != nil {
		return err
	}
	held, port, err := reservePort()
	if err != nil {
		return fmt.Errorf("reserve a port for the API server: %w", err)
	}
	s.port = held // kept open: the reservation lasts as long as the sandbox
	server := fmt.Sprintf("https://127.0.0.1:%d", port)
	ca, err := newAuthority()
	if err != nil {
		return err
	}
	err = errors.Join(writePKI(ca), writeKubeconfigs(ca, server),
		writeFiles(map[string][]byte{auditPolicy: auditPolicyYAML, stages: stagesYAML, schedulerConfig: schedulerYAML}))
	if err != nil {
		return err
	}
	if err := s.startParts(store(s.self), apiServer(s.self, port)); err != nil {
		return err
	}
	if err := s.awaitReady(server, patience); err != nil {
		return err
	}
	return s.startParts(controllerManager(s.self), scheduler(s.self), kubelets(s.self))
}

// startParts starts parts without which there is no sandbox: the end of one is a failure of all.
func (s *sandbox) startParts(parts ...command) error {
	for _, part := range parts {
		fmt.Println("starting " + part.name)
		started, err := s.launch(part)
		if err != nil {
			return err
		}
		go func() {
			<-started.done
			s.end(errors.New(started.epitaph()))
		}()
	}
	return nil
}

// endWithInput ends the sandbox with its launcher, unless the launcher has let go of it.
func (s *sandbox) endWithInput() {
	_, _ = io.Copy(io.Discard, os.Stdin) // an error is an end as well
	if !s.detached.Load() {
		s.end(nil)
	}
}

// logFromHere sends what the supervisor and the Go runtime print to a file: nobody listens to the launcher's pipes for long.
func logFromHere() error {
	log, err := os.OpenFile(logFile("supervisor"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	return errors.Join(unix.Dup2(int(log.Fd()), 1), unix.Dup2(int(log.Fd()), 2))
}
