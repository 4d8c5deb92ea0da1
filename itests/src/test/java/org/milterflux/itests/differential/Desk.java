package org.milterflux.itests.differential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.milterflux.itests.differential.script.Transcript;

/** The directory where the filters of one lane find their scripts and leave their transcripts. */
record Desk(Path directory) {

    static final List<String> ACTORS = List.of("f1", "f2", "f3");

    /** Lays out new scripts; an actor without one only looks on. */
    void prepare(Map<String, String> scripts) throws IOException {
        for (String actor : ACTORS) {
            Files.deleteIfExists(transcript(actor));
            Files.writeString(directory.resolve(actor + ".script"), scripts.getOrDefault(actor, ""), UTF_8);
        }
    }

    /** Waits until everybody who took part has ended; what each was told, by name. */
    Map<String, List<Told>> transcripts() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> ACTORS.stream().allMatch(this::hasEnded));
        Map<String, List<Told>> transcripts = new TreeMap<>();
        ACTORS.forEach(actor -> transcripts.put(actor, told(actor)));
        return transcripts;
    }

    /** Waits until everybody took part in a session, and forgets it. */
    void awaitFirstSession() throws IOException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> ACTORS.stream().allMatch(actor -> !told(actor).isEmpty() && hasEnded(actor)));
        prepare(Map.of());
    }

    /** One line of a transcript and when it was written. */
    record Told(long time, String line) {

        static Told parse(String line) {
            int space = line.indexOf(' ');
            return new Told(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
        }

        /**
         * With the end of each connection before the begin of the next. A milter that serves connections on threads of their
         * own may write them down the other way round, though the MTA closes the one before it opens the other.
         */
        static List<Told> oneConnectionAfterTheOther(List<Told> told) {
            List<Told> ordered = new ArrayList<>(told);
            boolean open = false;
            for (int i = 0; i < ordered.size(); i++) {
                boolean begins = ordered.get(i).line().startsWith("CONNECT");
                if (begins
                        && open
                        && i + 1 < ordered.size()
                        && ordered.get(i + 1).ends()) {
                    Collections.swap(ordered, i, i + 1);
                    begins = false;
                }
                open = begins || (open && !ordered.get(i).ends());
            }
            return ordered;
        }

        private boolean ends() {
            return line.equals(Transcript.END);
        }
    }

    private boolean hasEnded(String actor) {
        List<Told> told = told(actor);
        return told.isEmpty() || told.get(told.size() - 1).ends();
    }

    /** What an actor was told so far. */
    List<Told> told(String actor) {
        try {
            Path file = transcript(actor);
            List<Told> told = new ArrayList<>();
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                told.add(Told.parse(line));
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path transcript(String actor) {
        return directory.resolve(actor + ".transcript");
    }
}
