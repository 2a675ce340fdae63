package supervisor

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"
)

// environment collects repeated --env KEY=VALUE.
type environment map[string]string

func (e environment) String() string { return "" }

func (e environment) Set(assignment string) error {
	key, value, found := strings.Cut(assignment, "=")
	if !found || key == "" {
		return fmt.Errorf("%q is not KEY=VALUE", assignment)
	}
	e[key] = value
	return nil
}

const ctlUsage = `usage: controlplane ctl [--dir D] status | detach | down | stop NAME | start NAME [--env KEY=VALUE]... -- COMMAND [ARGS]`

// Control asks a running supervisor for something; see request. It returns 0 when that was done, 1 when it was refused, 2 for wrong
// usage and 3 when no sandbox runs there. "down" is also good with a crashed sandbox, whose files it removes, and with none.
func Control(args []string) int {
	flags := flag.NewFlagSet("ctl", flag.ContinueOnError)
	dir := flags.String("dir", ".sandbox", "directory of the sandbox")
	flags.Usage = func() { fmt.Fprintln(os.Stderr, ctlUsage) }
	if err := flags.Parse(args); err != nil {
		return 2
	}
	asked, err := parse(flags.Args())
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s; %s\n", err, ctlUsage)
		return 2
	}
	if err := os.Chdir(*dir); err != nil {
		return absent(*dir, asked)
	}
	if _, err := os.Stat(lockFile); err != nil {
		return absent(*dir, asked)
	}
	answer, err := call(asked)
	switch {
	case err != nil && asked.Op == "down":
		return sweep(*dir)
	case err != nil:
		return absent(*dir, asked)
	case answer.Error != "":
		return fail(errors.New(answer.Error))
	}
	if asked.Op == "status" {
		_ = json.NewEncoder(os.Stdout).Encode(answer.Children)
	}
	return 0
}

// absent says that no sandbox runs, and why the last one ended if it did so by itself and here is its directory.
func absent(dir string, asked request) int {
	if why, err := os.ReadFile(failureFile); err == nil {
		fmt.Fprintf(os.Stderr, "the sandbox in %s ended by itself: %s", dir, why)
	} else {
		fmt.Fprintf(os.Stderr, "no sandbox runs in %s\n", dir)
	}
	if asked.Op == "down" {
		return 0
	}
	return 3
}

func parse(args []string) (request, error) {
	if len(args) == 0 {
		return request{}, errors.New("no operation named")
	}
	asked := request{Op: args[0]}
	switch {
	case asked.Op == "start" && len(args) > 1:
		return parseStart(args[1], args[2:])
	case asked.Op == "stop" && len(args) == 2:
		asked.Name = args[1]
	case len(args) > 1, asked.Op == "start", asked.Op == "stop":
		return request{}, fmt.Errorf("wrong arguments for %s", asked.Op)
	}
	return asked, nil
}

func parseStart(name string, args []string) (request, error) {
	env := environment{}
	flags := flag.NewFlagSet("start", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Var(env, "env", "environment variable")
	if err := flags.Parse(args); err != nil {
		return request{}, err
	}
	here, err := os.Getwd()
	return request{"start", name, flags.Args(), env, here}, err
}

// call sends a request to the supervisor of the working directory. A "down" returns when the supervisor has gone.
func call(asked request) (response, error) {
	connection, err := net.Dial("unix", controlSocket)
	if err != nil {
		return response{}, err
	}
	defer connection.Close()
	if err := json.NewEncoder(connection).Encode(asked); err != nil {
		return response{}, err
	}
	var answer response
	if err := json.NewDecoder(connection).Decode(&answer); err != nil {
		return response{}, err
	}
	if asked.Op == "down" {
		_, _ = io.Copy(io.Discard, connection) // an error is an end as well
	}
	return answer, nil
}

// answers says whether a supervisor listens in the working directory.
func answers() bool {
	_, err := call(request{Op: "status"})
	return err == nil
}

// sweep removes what a crashed or failed sandbox left in the working directory.
func sweep(dir string) int {
	lock, err := acquire(10 * time.Second)
	if errors.Is(err, errHeld) || errors.Is(err, syscall.EWOULDBLOCK) {
		fmt.Fprintf(os.Stderr, "a process of the sandbox in %s still lives and does not answer\n", dir)
		return 1
	}
	if err != nil {
		return fail(err)
	}
	if err := release(lock); err != nil {
		return fail(err)
	}
	fmt.Fprintf(os.Stderr, "removed what a sandbox that had ended by itself left in %s\n", dir)
	return 0
}
