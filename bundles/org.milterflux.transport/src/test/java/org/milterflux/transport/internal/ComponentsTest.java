package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.transport.internal.ConfiguredListener.CONFIGURATION_DELETED;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.milterflux.protocol.SocketSpec;

/** What administrator and launcher see of listeners. */
class ComponentsTest {

    private static final int BUNDLE_STOPPED = 6;

    private final Bench bench = new Bench(Kind.NIO);
    private final FakeFramework framework = new FakeFramework();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Map<String, Object> configuration(String socket, Object... more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "service.pid", "org.milterflux.listener~default",
                "felix.fileinstall.filename", "file:/conf/org.milterflux.listener-default.config",
                "socket", socket));
        for (int i = 0; i < more.length; i += 2) {
            properties.put((String) more[i], more[i + 1]);
        }
        return properties;
    }

    private ConfiguredListener configured(Map<String, Object> properties) {
        return new ConfiguredListener(framework.context(), properties, bench.network, new Echo());
    }

    private SocketSpec socket() {
        assertThat(framework.reports)
                .singleElement()
                .satisfies(report ->
                        assertThat(report).containsKeys("listener", "socket").doesNotContainKey("failure"));
        return SocketSpec.parse(String.valueOf(framework.reports.get(0).get("socket")));
    }

    @Test
    void reportsWhatIsBound() {
        ConfiguredListener listener = configured(configuration("inet:0@127.0.0.1"));
        assertThat(framework.reports.get(0)).containsEntry("listener", "default");
        assertThat(socket())
                .isInstanceOfSatisfying(
                        SocketSpec.Inet.class, inet -> assertThat(inet.port()).isPositive());
        SocketSpec bound = socket();
        MtaSocket.negotiated(bound).close();

        listener.stop(CONFIGURATION_DELETED);
        assertThat(framework.reports).isEmpty();
        MtaSocket.awaitRefused(bound);
    }

    @Test
    void stopsAllListenersToAcceptWhenTheBundleStops() {
        ConfiguredListener first = configured(configuration("inet:0@127.0.0.1"));
        SocketSpec one = socket();
        ConfiguredListener second =
                configured(configuration("inet:0@127.0.0.1", "service.pid", "org.milterflux.listener~b"));
        SocketSpec other =
                SocketSpec.parse(String.valueOf(framework.reports.get(1).get("socket")));
        first.stop(CONFIGURATION_DELETED);
        MtaSocket.awaitRefused(one);
        MtaSocket.negotiated(other).close();

        ConfiguredListener third = configured(configuration("inet:0@127.0.0.1"));
        third.stop(BUNDLE_STOPPED);
        MtaSocket.awaitRefused(other);
        second.stop(BUNDLE_STOPPED);
        assertThat(framework.reports).isEmpty();
    }

    @Test
    void reportsWhatCouldNotBeBoundAndMendsIt() throws Exception {
        ConfiguredListener listener;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String socket = "inet:" + taken.getLocalPort() + "@127.0.0.1";
            listener = configured(configuration(socket));
            assertThat(framework.reports)
                    .singleElement()
                    .satisfies(
                            report -> assertThat(report)
                                    .containsEntry("socket", socket)
                                    .containsEntry(
                                            "failure",
                                            "listener default: cannot listen on " + socket
                                                    + ": another process uses this port: stop it (ss -tlnp tells which), or choose another port"));
        }
        listener.configure(configuration("inet:0@127.0.0.1"));
        MtaSocket.negotiated(socket()).close();
        listener.stop(CONFIGURATION_DELETED);
    }

    @Test
    void keepsTheRunningConfiguration() {
        ConfiguredListener listener = configured(configuration("inet:0@127.0.0.1"));
        SocketSpec before = socket();
        listener.configure(configuration("inet:0@127.0.0.1", "idleSeconds", "soon"));
        assertThat(socket()).isEqualTo(before);
        MtaSocket.negotiated(before).close();
        assertThat(bench.log.all())
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .contains("org.milterflux.listener-default.config", "idleSeconds", "'soon'", "whole number")
                .endsWith("it goes on listening on " + before);
        listener.stop(CONFIGURATION_DELETED);
    }

    @Test
    void complainsOfAWrongFirstConfiguration() {
        ConfiguredListener listener = configured(configuration("port 8891"));
        assertThat(framework.reports)
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .containsEntry("socket", "port 8891")
                        .extractingByKey("failure")
                        .asString()
                        .contains("org.milterflux.listener-default.config", "socket"));
        listener.stop(CONFIGURATION_DELETED);
        assertThat(framework.reports).isEmpty();
    }

    @Test
    void letsTheCommandLineDecide() {
        framework.with("org.milterflux.listen", "inet6:0@::1");
        ConfiguredListener ignored = configured(configuration("inet:0@127.0.0.1"));
        CommandLineListener listener = new CommandLineListener(framework.context(), bench.network, new Echo());
        assertThat(socket())
                .isInstanceOfSatisfying(
                        SocketSpec.Inet.class, inet -> assertThat(inet.ipv6()).isTrue());
        assertThat(framework.reports.get(0)).containsEntry("listener", "command-line");
        assertThat(bench.log.all())
                .anyMatch(line -> line.startsWith("INFO org.milterflux.listener~default is ignored"));
        listener.stop();
        ignored.stop(CONFIGURATION_DELETED);
        assertThat(framework.reports).isEmpty();
    }

    @Test
    void doesNothingWithoutACommandLine() {
        CommandLineListener listener = new CommandLineListener(framework.context(), bench.network, new Echo());
        assertThat(framework.reports).isEmpty();
        listener.stop();
    }
}
