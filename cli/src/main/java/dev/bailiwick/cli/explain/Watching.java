package dev.bailiwick.cli.explain;

import dev.bailiwick.api.v1alpha1.ModelDeployment;
import dev.bailiwick.cli.Fault;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Prints a line for each change of a deployment's size, of how much of it is there, or of why. */
final class Watching implements ResourceEventHandler<ModelDeployment> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final LiveDeployment live;
    private final PrintWriter out;
    private final boolean json;
    private final ZoneId zone;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch gone = new CountDownLatch(1);
    private String last = "";

    Watching(LiveDeployment live, PrintWriter out, boolean json, ZoneId zone) {
        this.live = live;
        this.out = out;
        this.json = json;
        this.zone = zone;
    }

    int run() throws InterruptedException {
        live.get();
        var informer = live.resource().inform(this);
        try {
            gone.await();
        } finally {
            informer.stop();
        }
        throw Fault.finding("%s was deleted".formatted(live.fullName()));
    }

    @Override
    public void onAdd(ModelDeployment deployment) {
        show(deployment);
    }

    @Override
    public void onUpdate(ModelDeployment before, ModelDeployment after) {
        show(after);
    }

    @Override
    public void onDelete(ModelDeployment deployment, boolean finalStateUnknown) {
        gone.countDown();
    }

    private synchronized void show(ModelDeployment deployment) {
        var line = WatchLine.of(deployment);
        if (line.equals(last)) {
            return;
        }
        last = line;
        var now = clock.instant();
        out.println(
                json
                        ? AccountJson.line(StatusAccount.of(deployment, List.of(), List.of(), now))
                        : TIME.format(now.atZone(zone)) + "  " + line);
        out.flush();
    }
}
