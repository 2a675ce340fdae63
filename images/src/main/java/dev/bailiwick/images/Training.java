package dev.bailiwick.images;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application does while its cache is recorded.
 *
 * @param options of the JVM, besides those that it is started with in the image
 * @param arguments of the application
 * @param properties system properties that it gets besides
 * @param server how it is used, if it serves until it is told to end; a program that ends by itself has none
 */
record Training(List<String> options, List<String> arguments, Map<String, String> properties, Optional<Server> server) {

    Training {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        properties = Map.copyOf(properties);
    }

    /**
     * A server that is visited and then told to end.
     *
     * @param port where it listens
     * @param ready path that answers 200 once it is ready
     * @param visits paths that are then asked for, a few times each
     */
    record Server(int port, String ready, List<String> visits) {
        Server {
            visits = List.copyOf(visits);
        }
    }
}
