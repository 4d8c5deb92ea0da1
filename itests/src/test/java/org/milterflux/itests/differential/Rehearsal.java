package org.milterflux.itests.differential;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.milterflux.itests.Ports;
import org.milterflux.itests.PrivateDirectory;
import org.milterflux.itests.differential.filter.PartFilter;
import org.milterflux.itests.differential.script.Part;
import org.milterflux.itests.filters.FilterBundle;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;

/** A runtime with one scripted filter, {@code f1}, to which more can be added; without an MTA. */
final class Rehearsal implements Closeable {

    private final int port = Ports.free();
    private final PrivateDirectory directory;
    private final Desk desk;
    private final MilterfluxInstance runtime;

    /** Starts it, with lines of the core's configuration. */
    Rehearsal(String... core) throws Exception {
        directory = PrivateDirectory.create();
        desk = new Desk(directory.path());
        runtime = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"inet:" + port + "@127.0.0.1\"")
                .conf("org.milterflux.core.config", core)
                .conf(file("f1"), part("f1", 100))
                .deploy(FilterBundle.of(PartFilter.class, Part.class))
                .start();
        runtime.awaitLog("chain: part~f1 1.0.0 (rank 100)");
    }

    MilterfluxInstance runtime() {
        return runtime;
    }

    /** What the filters do from the next connection on. */
    void scripts(Map<String, String> scripts) throws IOException {
        desk.prepare(scripts);
    }

    /** A new connection of an MTA that has not said a word. */
    MilterSocket connect() throws IOException {
        return MilterSocket.connect(port);
    }

    /** A new connection of an MTA, after HELO. */
    MilterSocket greeted() throws IOException {
        return MilterSocket.greeted(port);
    }

    void install(String actor, int rank) throws IOException {
        runtime.configure(file(actor), part(actor, rank));
        runtime.awaitLog("filter part~" + actor + " 1.0.0 of bundle");
    }

    void uninstall(String actor) throws IOException {
        runtime.unconfigure(file(actor));
        runtime.awaitLog("filter part~" + actor + " 1.0.0 leaves");
    }

    /** Waits until a filter was told this. */
    void awaitTold(String actor, String line) {
        Awaitility.await()
                .until(() ->
                        desk.told(actor).stream().anyMatch(told -> told.line().startsWith(line)));
    }

    /** What a filter was told, when its connections are over. */
    List<String> told(String actor) {
        return desk.transcripts().getOrDefault(actor, List.of()).stream()
                .map(Desk.Told::line)
                .toList();
    }

    private static String file(String actor) {
        return PartFilter.PID + "-" + actor + ".config";
    }

    private String[] part(String actor, int rank) {
        return new String[] {
            "directory=\"" + directory.path() + "\"", "actor=\"" + actor + "\"", "service.ranking=I\"" + rank + "\""
        };
    }

    @Override
    public void close() throws IOException {
        runtime.close();
        directory.close();
    }
}
