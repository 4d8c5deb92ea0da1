package org.milterflux.itests.members;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.milterflux.itests.Ports;
import org.milterflux.itests.PrivateDirectory;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.mta.PostfixInstance;
import org.milterflux.itests.mta.SendmailInstance;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.SmtpSink;

/**
 * All existing milters, and a runtime with each of them as a member: on a listener of its own, and all together on one.
 *
 * @param server the MTA of both sides
 */
record Stage(Server server, Map<Kind, Milter> milters, MilterfluxSetup setup, MilterfluxInstance runtime)
        implements Closeable {

    private static final String ALL = "all";

    /** The MTAs. */
    enum Server {
        POSTFIX {
            @Override
            Mta start(SmtpSink sink, List<String> sockets) throws IOException {
                return PostfixInstance.start(sink.port(), sockets.toArray(String[]::new));
            }

            @Override
            String inet(int port) {
                return "inet:127.0.0.1:" + port;
            }
        },
        SENDMAIL {
            @Override
            Mta start(SmtpSink sink, List<String> sockets) throws IOException {
                return SendmailInstance.start(sink.port(), sockets.toArray(String[]::new));
            }

            @Override
            String inet(int port) {
                return "inet:" + port + "@127.0.0.1";
            }
        };

        abstract Mta start(SmtpSink sink, List<String> sockets) throws IOException;

        /** A port of the loopback interface as its configuration writes it. */
        abstract String inet(int port);
    }

    static Stage open(Server server) {
        try {
            Map<Kind, Milter> milters = new EnumMap<>(Kind.class);
            MilterfluxSetup setup = MilterfluxSetup.empty();
            for (Kind kind : Kind.values()) {
                Milter milter = kind.start(PrivateDirectory.create(), Ports.free());
                milters.put(kind, milter);
                configure(setup, kind, milter);
            }
            listen(setup, ALL);
            return new Stage(server, milters, setup, setup.start());
        } catch (IOException e) {
            throw new AssertionError("Could not set the stage for " + server, e);
        }
    }

    private static void configure(MilterfluxSetup setup, Kind kind, Milter milter) throws IOException {
        String name = kind.label();
        setup.conf(
                        "org.milterflux.filter.milter-" + name + ".config",
                        "socket=\"inet:" + milter.port() + "@127.0.0.1\"",
                        "service.ranking=I\"" + kind.ranking() + "\"")
                .conf(
                        "org.milterflux.policy-" + name + ".config",
                        "filter=\"milter~" + name + "\"",
                        "listeners=[\"" + name + "\",\"" + ALL + "\"]");
        listen(setup, name);
    }

    private static void listen(MilterfluxSetup setup, String name) throws IOException {
        setup.conf(
                "org.milterflux.listener-" + name + ".config",
                "socket=\"" + socket(setup, name) + "\"",
                "mode=\"0666\"");
    }

    private static String socket(MilterfluxSetup setup, String name) {
        return "unix:" + setup.path(name + ".sock");
    }

    /** The milters as the MTA's own. */
    Side own(Kind... kinds) throws IOException {
        return side(
                Arrays.stream(kinds)
                        .map(kind -> server.inet(milter(kind).port()))
                        .toList(),
                kinds);
    }

    /** The same milters as members: one of them, or all. */
    Side members(Kind... kinds) throws IOException {
        return side(List.of(socket(setup, kinds.length == 1 ? kinds[0].label() : ALL)), kinds);
    }

    private Side side(List<String> sockets, Kind... kinds) throws IOException {
        SmtpSink sink = SmtpSink.open();
        Optional<Milter> witness = Arrays.stream(kinds)
                .filter(kind -> kind == Kind.OBEDIENT)
                .findFirst()
                .map(this::milter);
        return new Side(server.start(sink, sockets), sink, witness);
    }

    private Milter milter(Kind kind) {
        return Optional.ofNullable(milters.get(kind)).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        runtime.close();
        for (Milter milter : milters.values()) {
            milter.close();
        }
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
