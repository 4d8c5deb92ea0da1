package org.milterflux.itests.differential;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lanes of one MTA, each opened when it is first needed and kept. */
final class Theatre implements Closeable {

    private final Server server;
    private final Lane reference;
    private final Map<Map<String, List<String>>, Lane> bundles = new HashMap<>();
    private final Map<Map<String, List<String>>, Lane> members = new HashMap<>();

    private Theatre(Server server) throws Exception {
        this.server = server;
        reference = Lane.ofSeparateMilters(server);
    }

    /** One for each MTA; each opens when it is asked for. */
    static Stream<Theatre> ofEveryServer() {
        return Arrays.stream(Server.values()).map(Theatre::open);
    }

    private static Theatre open(Server server) {
        try {
            return new Theatre(server);
        } catch (Exception e) {
            throw new AssertionError("Could not open the lanes of " + server, e);
        }
    }

    Server server() {
        return server;
    }

    /** With three separate milters. */
    Observation reference(Scene scene) throws Exception {
        return reference.play(scene);
    }

    /** With the platform and three bundles. */
    Observation bundles(Scene scene) throws Exception {
        return lane(bundles, scene, Lane::ofBundles).play(scene);
    }

    /** With the platform and three milters as its members. */
    Observation members(Scene scene) throws Exception {
        return lane(members, scene, Lane::ofMembers).play(scene);
    }

    private interface Opener {
        Lane open(Server server, Map<String, List<String>> conf) throws Exception;
    }

    private Lane lane(Map<Map<String, List<String>>, Lane> known, Scene scene, Opener opener) throws Exception {
        Lane lane = known.get(scene.conf());
        if (lane == null) {
            lane = opener.open(server, scene.conf());
            known.put(scene.conf(), lane);
        }
        return lane;
    }

    @Override
    public void close() throws IOException {
        reference.close();
        for (Lane lane : bundles.values()) {
            lane.close();
        }
        for (Lane lane : members.values()) {
            lane.close();
        }
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
