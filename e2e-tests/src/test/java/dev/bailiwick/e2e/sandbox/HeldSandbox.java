package dev.bailiwick.e2e.sandbox;

import dev.bailiwick.sandbox.Sandbox;
import dev.bailiwick.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that brings up a sandbox, says so, and holds it until it is killed. */
final class HeldSandbox {

    static final String UP = "up";

    private HeldSandbox() {}

    public static void main(String[] arguments) throws InterruptedException {
        Sandbox sandbox = Sandbox.up(SandboxOptions.in(Path.of(arguments[0])));
        System.out.println(UP);
        System.out.flush();
        new CountDownLatch(1).await();
        sandbox.close();
    }
}
