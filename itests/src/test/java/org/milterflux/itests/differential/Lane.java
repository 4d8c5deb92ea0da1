package org.milterflux.itests.differential;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.milterflux.itests.PrivateDirectory;
import org.milterflux.itests.differential.Desk.Told;
import org.milterflux.itests.differential.filter.PartFilter;
import org.milterflux.itests.differential.script.Part;
import org.milterflux.itests.differential.wire.Aborts;
import org.milterflux.itests.differential.wire.WireMilter;
import org.milterflux.itests.filters.FilterBundle;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.SmtpSink;

/** One way of having three filters: an MTA, what filters for it, and a sink behind it. */
final class Lane implements Closeable {

    private final Deque<Closeable> open = new ArrayDeque<>();
    private final Desk desk;
    private final SmtpSink sink;
    private final Mta mta;

    private Lane(Server server, Opener filters) throws Exception {
        try {
            PrivateDirectory directory = opened(PrivateDirectory.create());
            desk = new Desk(directory.path());
            sink = opened(SmtpSink.open());
            mta = opened(server.start(sink.port(), filters.open(this)));
            // The look whether it accepts was a session, too.
            desk.awaitFirstSession();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Starts filters and gives the sockets on which the MTA finds them. */
    private interface Opener {
        List<Path> open(Lane lane) throws Exception;
    }

    /** The reference: three milters of the MTA. */
    static Lane ofSeparateMilters(Server server) throws Exception {
        return new Lane(server, lane -> lane.milters(Aborts.AS_OWED));
    }

    /** The platform with three bundles' filters, and more configuration. */
    static Lane ofBundles(Server server, Map<String, List<String>> conf) throws Exception {
        return new Lane(server, lane -> lane.bundles(conf));
    }

    /** The platform with three milters as members of its chain, and more configuration. */
    static Lane ofMembers(Server server, Map<String, List<String>> conf) throws Exception {
        return new Lane(server, lane -> lane.members(conf));
    }

    private List<Path> milters(Aborts aborts) throws IOException {
        for (String actor : Desk.ACTORS) {
            opened(WireMilter.open(desk.directory(), actor, aborts));
        }
        return Desk.ACTORS.stream()
                .map(actor -> desk.directory().resolve(actor + ".sock"))
                .toList();
    }

    private List<Path> bundles(Map<String, List<String>> conf) throws Exception {
        MilterfluxSetup setup = MilterfluxSetup.empty().deploy(FilterBundle.of(PartFilter.class, Part.class));
        int rank = 100;
        for (String actor : Desk.ACTORS) {
            setup.conf(
                    PartFilter.PID + "-" + actor + ".config",
                    "directory=\"" + desk.directory() + "\"",
                    "actor=\"" + actor + "\"",
                    "milter.rejectedRecipients=B\"" + actor.equals("f2") + "\"",
                    "service.ranking=I\"" + rank-- + "\"");
        }
        return List.of(start(setup, conf, "part"));
    }

    private List<Path> members(Map<String, List<String>> conf) throws IOException {
        MilterfluxSetup setup = MilterfluxSetup.empty();
        int rank = 100;
        for (Path socket : milters(Aborts.AS_SENT)) {
            String actor = socket.getFileName().toString().replace(".sock", "");
            setup.conf(
                    "org.milterflux.filter.milter-" + actor + ".config",
                    "socket=\"unix:" + socket + "\"",
                    "rejectedRecipients=B\"" + actor.equals("f2") + "\"",
                    "service.ranking=I\"" + rank-- + "\"");
        }
        return List.of(start(setup, conf, "milter"));
    }

    /** Starts a runtime; its socket. */
    private Path start(MilterfluxSetup setup, Map<String, List<String>> conf, String filter) throws IOException {
        Map<String, List<String>> files = new TreeMap<>(conf);
        // Filters fail on purpose, and are to be asked all the same.
        files.merge("org.milterflux.core", List.of("breakerFailures=I\"1000\""), Lane::joined);
        for (Map.Entry<String, List<String>> file : files.entrySet()) {
            String[] lines = file.getValue().stream()
                    .map(line -> line.replaceAll("@(f.)@", filter + "~$1"))
                    .toArray(String[]::new);
            setup.conf(file.getKey() + ".config", lines);
        }
        Path socket = setup.path("milter.sock");
        setup.conf("org.milterflux.listener-mta.config", "socket=\"unix:" + socket + "\"", "mode=\"0666\"");
        opened(setup.start());
        return socket;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private <T extends Closeable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** Plays a scene. */
    Observation play(Scene scene) throws Exception {
        desk.prepare(scene.scripts());
        List<String> smtp = new Dialogue(scene).speakTo(mta);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(mta::isIdle);
        Map<String, List<Told>> transcripts = desk.transcripts();
        if (scene.reconnects()) {
            transcripts.replaceAll((actor, told) -> Told.oneConnectionAfterTheOther(told));
        }
        return Observation.of(smtp, sink.takeAll(), mta.takeHeld(), first(scene.events(), transcripts));
    }

    private static Map<String, List<Told>> first(int events, Map<String, List<Told>> transcripts) {
        Map<String, List<Told>> first = new TreeMap<>();
        transcripts.forEach((actor, told) -> first.put(actor, told.subList(0, Math.min(events, told.size()))));
        return first;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
