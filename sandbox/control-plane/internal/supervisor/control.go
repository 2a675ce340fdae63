package supervisor

import (
	"encoding/json"
	"fmt"
	"net"
	"regexp"
	"time"
)

// request is one line of JSON on the control socket; each connection carries one request and one response.
type request struct {
	Op        string            `json:"op"` // status, start, stop, detach or down
	Name      string            `json:"name,omitempty"`
	Command   []string          `json:"command,omitempty"`
	Env       map[string]string `json:"env,omitempty"`
	Directory string            `json:"directory,omitempty"`
}

type response struct {
	Error    string   `json:"error,omitempty"`
	Children []status `json:"children,omitempty"`
}

// status is how a child does: ended is empty while it runs, otherwise how it ended ("exit status 1", "signal: killed").
type status struct {
	Name  string `json:"name"`
	Pid   int    `json:"pid"`
	Ended string `json:"ended,omitempty"`
}

var childName = regexp.MustCompile(`^[a-z][-a-z0-9]{0,39}$`)

// listen opens the control socket. It lies in the sandbox's directory, which only its owner may enter.
func (s *sandbox) listen() error {
	listener, err := net.Listen("unix", controlSocket)
	if err != nil {
		return err
	}
	s.listener = listener
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return // closed
			}
			go s.serve(connection)
		}
	}()
	return nil
}

func (s *sandbox) serve(connection net.Conn) {
	var asked request
	_ = connection.SetReadDeadline(time.Now().Add(10 * time.Second))
	if err := json.NewDecoder(connection).Decode(&asked); err != nil {
		reply(connection, response{Error: "no request: " + err.Error()})
		return
	}
	if asked.Op == "down" {
		// The connection stays open: that it closes with the process tells the caller that nothing is left.
		_ = json.NewEncoder(connection).Encode(response{})
		s.end(nil)
		return
	}
	reply(connection, s.answer(asked))
}

func reply(connection net.Conn, answer response) {
	_ = json.NewEncoder(connection).Encode(answer) // a caller that has gone needs no answer
	connection.Close()
}

func (s *sandbox) answer(asked request) response {
	switch asked.Op {
	case "status":
		return response{Children: s.statuses()}
	case "detach":
		s.detached.Store(true)
		return response{}
	case "start":
		return result(s.startGuest(asked))
	case "stop":
		return result(s.stopGuest(asked.Name))
	}
	return response{Error: fmt.Sprintf("no operation is called %q: status, start, stop, detach, down", asked.Op)}
}

func result(err error) response {
	if err != nil {
		return response{Error: err.Error()}
	}
	return response{}
}

func (s *sandbox) startGuest(asked request) error {
	if !childName.MatchString(asked.Name) || isPart(asked.Name) || asked.Name == "supervisor" {
		return fmt.Errorf("a child cannot be called %q: lower-case letters, digits and '-', at most 40, and no part's name", asked.Name)
	}
	if len(asked.Command) == 0 {
		return fmt.Errorf("start %s: no command", asked.Name)
	}
	_, err := s.launch(command{asked.Name, asked.Command, asked.Env, asked.Directory})
	return err
}

func (s *sandbox) stopGuest(name string) error {
	if isPart(name) {
		return fmt.Errorf("%s is a part of the control plane: it ends with the sandbox", name)
	}
	found := s.find(name)
	if found == nil {
		return fmt.Errorf("no child is called %q", name)
	}
	found.stop(grace)
	return nil
}

func (s *sandbox) statuses() []status {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	all := make([]status, 0, len(s.children))
	for _, c := range s.children {
		one := status{Name: c.name, Pid: c.cmd.Process.Pid}
		if c.ended() {
			one.Ended = c.how
		}
		all = append(all, one)
	}
	return all
}
