package org.milterflux.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.milterflux.transport.internal.Bench.await;
import static org.milterflux.transport.internal.TestSettings.LOOPBACK;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.protocol.Connect;
import org.milterflux.protocol.Continue;
import org.milterflux.protocol.Family;
import org.milterflux.protocol.Helo;
import org.milterflux.protocol.Quit;
import org.milterflux.protocol.ReplyCode;
import org.milterflux.protocol.SocketSpec;

@ParameterizedClass
@EnumSource
@ExtendWith(NoLeaks.class)
class OverloadTest {

    private static final Connect CONNECT = new Connect("mx", Family.INET, 25, "192.0.2.1");

    private final Bench bench;
    private final Echo echo = new Echo();

    OverloadTest(Kind kind) {
        bench = new Bench(kind);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void turnsAwayThenCloses() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK).connections(1));
        try (MtaSocket served = MtaSocket.negotiated(socket)) {
            try (MtaSocket turnedAway = MtaSocket.negotiated(socket)) {
                assertThat(turnedAway.send(CONNECT).reply()).isEqualTo(new ReplyCode("421 4.3.2 Too many connections"));
                MtaSocket.connect(socket).expectClosed();
                assertThat(served.send(new Helo("mx")).reply()).isEqualTo(new Continue());
                turnedAway.send(new Quit()).expectClosed();
            }
        }
        assertThat(echo.peers).hasSize(1);
        assertThat(bench.log.all())
                .filteredOn(line -> line.startsWith("WARN"))
                .singleElement()
                .asString()
                .contains("listener test: more than maxConnections = 1, a connection was turned away with 421");
    }

    @Test
    void servesAgainWhenThereIsRoom() throws Exception {
        SocketSpec socket = bench.open(echo, new TestSettings(LOOPBACK).connections(1));
        for (int i = 1; i <= 3; i++) {
            try (MtaSocket mta = MtaSocket.negotiated(socket)) {
                assertThat(mta.send(CONNECT).reply()).isEqualTo(new Continue());
                mta.send(new Quit()).expectClosed();
            }
            int ended = i;
            await().until(() -> echo.ended.size() == ended);
        }
    }

    @Test
    void doesNotKeepThoseItTurnedAway() throws Exception {
        Duration hour = Duration.ofHours(1);
        TestSettings settings = new TestSettings(LOOPBACK).connections(1).times(hour, Duration.ofMillis(300), hour);
        SocketSpec socket = bench.open(echo, settings);
        try (MtaSocket served = MtaSocket.negotiated(socket);
                MtaSocket turnedAway = MtaSocket.negotiated(socket)) {
            turnedAway.expectClosed();
            assertThat(served.send(new Helo("mx")).reply()).isEqualTo(new Continue());
        }
    }
}
