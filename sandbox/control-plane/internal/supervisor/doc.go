// Package supervisor runs one sandbox: it owns every process of a local control plane and everything in the sandbox's directory.
//
// The supervisor is the only parent, and the kernel ends a child together with it (parent-death signal), so a command, an interrupt and
// a crash all end the same way. A lock file that every child inherits stays locked until the last of them is gone: a free lock proves
// that no process of the sandbox lives.
package supervisor
