package org.milterflux.itests.mta;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.milterflux.itests.Ports;
import org.milterflux.itests.filters.FilterBundle;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.SmtpClient;
import org.milterflux.itests.smtp.SmtpSink;

/** An MTA with the runtime as its milter and a sink behind it. */
public record MailPath(Route route, MilterfluxInstance runtime, Mta mta, SmtpSink sink) implements Closeable {

    /** One for each route, with a runtime that has this filter deployed; each starts when it is asked for. */
    public static Stream<MailPath> overEveryRoute(Class<?> filter) throws Exception {
        Path bundle = FilterBundle.of(filter);
        return Arrays.stream(Route.values()).map(route -> open(route, bundle));
    }

    private static MailPath open(Route route, Path bundle) {
        try {
            return open(route, MilterfluxSetup.empty().deploy(bundle));
        } catch (IOException e) {
            throw new AssertionError("Could not open " + route, e);
        }
    }

    /** Starts the runtime of this set-up, with one more listener, and what is around it. */
    public static MailPath open(Route route, MilterfluxSetup setup) throws IOException {
        int port = Ports.free();
        String unix = "unix:" + setup.path("milter.sock");
        String socket = route.isUnix() ? unix : "inet:" + port + "@127.0.0.1";
        setup.conf("org.milterflux.listener-path.config", "socket=\"" + socket + "\"", "mode=\"0666\"");
        SmtpSink sink = SmtpSink.open();
        MilterfluxInstance runtime = setup.start();
        Mta mta = route.isPostfix()
                ? PostfixInstance.start(sink.port(), route.isUnix() ? unix : "inet:127.0.0.1:" + port)
                : SendmailInstance.start(sink.port(), socket);
        return new MailPath(route, runtime, mta, sink);
    }

    /** A client that has greeted the MTA. */
    public SmtpClient client() throws IOException {
        return SmtpClient.greet(mta.port());
    }

    @Override
    public void close() throws IOException {
        try (runtime;
                mta) {
            sink.close();
        }
    }

    @Override
    public String toString() {
        return route.toString();
    }
}
