package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Entrant;
import java.util.List;
import java.util.Optional;

/** The policies that can be run, by name: ours first, then the field's, then a fixed size. */
public final class Entrants {
    private final List<Peer> peers = List.of(
            OurPolicy.peer(),
            HpaPolicy.inFlight(),
            HpaPolicy.kvCache(),
            KedaPolicy.peer(),
            KpaPolicy.peer(),
            AibrixPolicy.apa(),
            AibrixPolicy.kpa(),
            KubeAiPolicy.peer(),
            WvaPeers.v1(),
            WvaPeers.v2(),
            DynamoLoadPolicy.peer(),
            DynamoSlaPolicy.peer(),
            RayPolicy.peer(),
            StaticPolicy.peer());

    /** All of them, with what their knobs mean. */
    public List<Peer> peers() {
        return peers;
    }

    /** Their names, in the same order. */
    public List<String> names() {
        return peers.stream().map(peer -> peer.entrant().name()).toList();
    }

    /** The one of that name, if there is one. */
    public Optional<Entrant> named(String name) {
        return peers.stream()
                .map(Peer::entrant)
                .filter(entrant -> entrant.name().equals(name))
                .findFirst();
    }
}
