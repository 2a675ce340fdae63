package dev.bailiwick.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on loopback for processes that cannot choose one themselves. They lie below those that systems give to outgoing connections,
 * so that none of these takes a port between its choice and its use, and no port is given twice by one process.
 */
public final class LoopbackPorts {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 16 % COUNT));

    private LoopbackPorts() {}

    /** A port that nobody listens on. */
    public static int free() {
        for (var tried = 0; tried < COUNT; tried++) {
            var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new SandboxException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free on loopback");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
