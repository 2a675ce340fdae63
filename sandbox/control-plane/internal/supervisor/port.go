package supervisor

import (
	"os"

	"golang.org/x/sys/unix"
)

// reservePort binds a free loopback TCP port and keeps it bound, without listening, until the file is closed. The API server shares the
// port (SO_REUSEPORT) and gets every connection; nobody else can take it between the choice and the use.
func reservePort() (*os.File, int, error) {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, 0, os.NewSyscallError("socket", err)
	}
	held := os.NewFile(uintptr(fd), "port")
	if err := unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1); err != nil {
		held.Close()
		return nil, 0, os.NewSyscallError("setsockopt", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		held.Close()
		return nil, 0, os.NewSyscallError("bind", err)
	}
	bound, err := unix.Getsockname(fd)
	if err != nil {
		held.Close()
		return nil, 0, os.NewSyscallError("getsockname", err)
	}
	return held, bound.(*unix.SockaddrInet4).Port, nil
}
