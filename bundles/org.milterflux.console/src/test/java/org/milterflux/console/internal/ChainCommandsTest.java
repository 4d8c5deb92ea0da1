package org.milterflux.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.milterflux.core.management.FilterRecord;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.FilterStatus.Place;
import org.milterflux.core.management.MessageRecord;
import org.milterflux.core.management.MtaOffer;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.Readiness;
import org.milterflux.core.management.SessionStatus;

class ChainCommandsTest {

    private static final String[] NO_WORDS = {};

    private static final MessageRecord REFUSED = new MessageRecord(
            "4dB2",
            "c1",
            "default",
            Instant.parse("2026-11-24T20:00:00Z"),
            "mail.example.org",
            "a@x.test",
            List.of("b@y.test"),
            3,
            2_048,
            7,
            "reject",
            "550 5.7.1 No",
            "headers",
            12,
            List.of(
                    new FilterRecord(
                            "spam",
                            "2.1.0",
                            50,
                            "edits",
                            "",
                            List.of("add X-Spam:\u001b[31m no"),
                            List.of(
                                    new FilterRecord.Call("sender", "pass", 400),
                                    new FilterRecord.Call("message", "edits", 1_100))),
                    new FilterRecord(
                            "headers",
                            "1.0.0",
                            0,
                            "reject",
                            "550 5.7.1 No",
                            List.of(),
                            List.of(new FilterRecord.Call("message", "reject", 49))),
                    new FilterRecord("footer", "", -100, "idle", "a filter before it decided", List.of(), List.of())));

    private static final MessageRecord EARLIER = new MessageRecord(
            "4dB1",
            "c1",
            "default",
            Instant.parse("2026-11-24T19:00:00Z"),
            "mail.example.org",
            "",
            List.of(),
            0,
            0,
            7,
            "aborted",
            "",
            "",
            3,
            List.of());

    private static final String REFUSED_EXPLAINED = """
            4dB2: reject by headers with 550 5.7.1 No
            from <a@x.test> to <b@y.test> and 2 more, 2048 bytes
            client mail.example.org through listener default, connection c1
            begun 2026-11-24T20:00:00Z, took 12 ms, generation 7
            FILTER   VERSION  RANK  SAID    ms   WHY
            spam     2.1.0    50    edits   1.5
            headers  1.0.0    0     reject  0.0  550 5.7.1 No
            footer   -        -100  idle    0.0  a filter before it decided
              spam was asked: sender pass 0.4, message edits 1.1
              spam edit: add X-Spam:?[31m no
              headers was asked: message reject 0.0
            """;

    private static final String EARLIER_EXPLAINED = """
            4dB1: aborted
            from <> to nobody, 0 bytes
            client mail.example.org through listener default, connection c1
            begun 2026-11-24T19:00:00Z, took 3 ms, generation 7
            the chain was empty
            """;

    private final List<MessageRecord> remembered = new ArrayList<>(List.of(REFUSED, EARLIER));

    private final ChainCommands commands = new ChainCommands(new Overview() {
        @Override
        public long generation() {
            return 7;
        }

        @Override
        public List<FilterStatus> filters() {
            return List.of(
                    status("spam", "2.1.0", "com.example.spam", 50, Place.CHAIN, true, "", "skip", "open", 0),
                    status(
                            "footer",
                            "1.0.0",
                            "org.milterflux.filter.footer",
                            -100,
                            Place.CHAIN,
                            false,
                            "tls\n&& !authenticated",
                            "tempfail",
                            "closed",
                            2),
                    status(
                            "headers",
                            "1.0.0",
                            "org.milterflux.filter.headers",
                            0,
                            Place.DISABLED,
                            false,
                            "",
                            "skip",
                            "closed",
                            0));
        }

        private FilterStatus status(
                String id,
                String version,
                String bundle,
                int rank,
                Place place,
                boolean shadow,
                String condition,
                String failure,
                String breaker,
                int messages) {
            return new FilterStatus(
                    id,
                    version,
                    bundle,
                    57,
                    rank,
                    rank,
                    place,
                    shadow,
                    false,
                    condition,
                    List.of(),
                    failure,
                    breaker,
                    messages,
                    new FilterStatus.Effects(Set.of(), true, List.of(), false, false, List.of(), List.of()));
        }

        @Override
        public List<Readiness> readiness(Duration limit) {
            return List.of();
        }

        @Override
        public List<MtaOffer> offers() {
            return List.of();
        }

        @Override
        public List<String> missing() {
            return List.of("clamav");
        }

        @Override
        public List<SessionStatus> sessions() {
            return List.of(new SessionStatus("c1", "default", "127.0.0.1:40000", true, 61));
        }

        @Override
        public List<MessageRecord> messages(int last) {
            return remembered.subList(0, Math.min(last, remembered.size()));
        }

        @Override
        public List<MessageRecord> messages(String queueId) {
            return remembered.stream()
                    .filter(message -> message.queueId().equals(queueId))
                    .toList();
        }
    });

    @Test
    void listFiltersInTheirOrder() {
        assertThat(commands.filters(false)).isEqualTo("""
                        generation 7
                        ID       VERSION  RANK  IN CHAIN  ON FAILURE  BREAKER  MESSAGES  BUNDLE                         CONDITION
                        spam     2.1.0    50    shadow    skip        open     0         com.example.spam
                        footer   1.0.0    -100  yes       tempfail    closed   2         org.milterflux.filter.footer   tls?&& !authenticated
                        headers  1.0.0    0     disabled  skip        closed   0         org.milterflux.filter.headers
                        required, but not there: clamav
                        """);
    }

    @Test
    void listOpenConnections() {
        assertThat(commands.sessions(false)).isEqualTo("""
                        ID  LISTENER  MTA              MESSAGE  AGE s
                        c1  default   127.0.0.1:40000  open     61
                        """);
    }

    @Test
    void explainTheLastMessages() {
        assertThat(commands.explain(1, false, NO_WORDS)).isEqualTo(REFUSED_EXPLAINED);
        assertThat(commands.explain(9, false, NO_WORDS)).isEqualTo(EARLIER_EXPLAINED + '\n' + REFUSED_EXPLAINED);
    }

    @Test
    void explainAMessageByItsQueueId() {
        assertThat(commands.explain(1, false, new String[] {"4dB1"})).isEqualTo(EARLIER_EXPLAINED);
        assertThat(commands.explain(1, false, new String[] {"4dB3"}))
                .startsWith("no message of that queue id is remembered");
    }

    @Test
    void sayWhenThereIsNothingToExplain() {
        remembered.clear();
        assertThat(commands.explain(5, false, NO_WORDS)).startsWith("no message has ended yet");
    }

    @Test
    void showTheChainAlone() {
        assertThat(commands.chain(false)).isEqualTo("""
                        generation 7
                        ID      VERSION  RANK  MODE    REQUIRED  LISTENERS  CONDITION
                        spam    2.1.0    50    shadow  no        all
                        footer  1.0.0    -100  full    no        all        tls?&& !authenticated
                        required, but not there: clamav
                        """);
    }

    @Test
    void tellScripts() {
        assertThat(commands.chain(true))
                .contains("\"generation\" : 7", "\"id\" : \"footer\"", "\"missing\" : [ \"clamav\" ]")
                .doesNotContain("headers");
        assertThat(commands.filters(true)).contains("\"place\" : \"DISABLED\"");
        assertThat(commands.sessions(true)).contains("\"ageSeconds\" : 61");
        assertThat(commands.explain(1, true, NO_WORDS))
                .contains("\"begun\" : \"2026-11-24T20:00:00Z\"", "\"verdict\" : \"reject\"");
    }
}
