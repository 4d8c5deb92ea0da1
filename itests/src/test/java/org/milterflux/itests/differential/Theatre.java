package org.milterflux.itests.differential;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** All lanes of one MTA, each opened when it is first needed and kept; a scene is played on them at the same time. */
final class Theatre implements Closeable {

    private static final String BUNDLES = "three bundles";
    private static final String MEMBERS = "three members";

    private final Server server;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Theatre(Server server) {
        this.server = server;
    }

    /** One for each MTA. */
    static Stream<Theatre> ofEveryServer() {
        return Arrays.stream(Server.values()).map(Theatre::new);
    }

    Server server() {
        return server;
    }

    /** What is observed on each lane. */
    record Performance(Observation reference, Map<String, Observation> platforms) {

        /** What a platform does otherwise than three separate milters: nothing, if it is as good as its word. */
        List<String> differences() {
            List<String> differences = new ArrayList<>();
            platforms.forEach((name, observed) -> observed.differencesFrom(reference)
                    .forEach(difference -> differences.add(name + ", " + difference)));
            return differences;
        }
    }

    /** Plays a scene with three separate milters, with three bundles, and with three milters as members. */
    Performance play(Scene scene) throws Exception {
        Future<Observation> milters = threads.submit(
                () -> lane("milters", () -> Lane.ofSeparateMilters(server)).play(scene));
        Future<Observation> bundles =
                threads.submit(() -> lane("bundles" + scene.conf(), () -> Lane.ofBundles(server, scene.conf()))
                        .play(scene));
        Future<Observation> members =
                threads.submit(() -> lane("members" + scene.conf(), () -> Lane.ofMembers(server, scene.conf()))
                        .play(scene));
        return new Performance(milters.get(), Map.of(BUNDLES, bundles.get(), MEMBERS, members.get()));
    }

    private interface Opener {
        Lane open() throws Exception;
    }

    private Lane lane(String name, Opener opener) throws Exception {
        Lane known = lanes.get(name);
        if (known != null) {
            return known;
        }
        Lane opened = opener.open();
        lanes.put(name, opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (Lane lane : lanes.values()) {
            lane.close();
        }
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
