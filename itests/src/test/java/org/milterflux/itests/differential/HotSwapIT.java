package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.milter.Packets;

/** Cases 21 and 86 to 96: filters that come, go and change places while one MTA connection stays open. */
@EnabledIfSystemProperty(named = "differential", matches = "all")
class HotSwapIT {

    private static final String UNAVAILABLE = "y451 4.3.0 ";

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private Rehearsal rehearsal;

    @BeforeEach
    void start() throws Exception {
        rehearsal = new Rehearsal("drainSeconds=I\"2\"", "holdSeconds=I\"4\"");
    }

    @AfterEach
    void stop() throws IOException {
        rehearsal.close();
        background.shutdownNow();
    }

    /** 21: the platform does not pass "accept" on, or the MTA would ask nobody any more. */
    @Test
    void filterJoinsThoughAllOthersAcceptedTheConnection() throws Exception {
        rehearsal.scripts(Map.of("f1", "connect: a", "f2", "eom: h X-Two 2"));
        try (MilterSocket mta = rehearsal.connect()) {
            mta.exchange(Packets.offer());
            assertThat(mta.exchange(Packets.connect())).isEqualTo("c");
            rehearsal.install("f2", 50);
            assertThat(mta.message("Hi\r\n")).containsExactly("hX-Two\0 2\0", "c");
        }
    }

    /** 86: with the macros of then. */
    @Test
    void joinerIsToldOfTheConnectionFirst() throws Exception {
        rehearsal.scripts(Map.of());
        try (MilterSocket mta = rehearsal.connect()) {
            mta.exchange(Packets.offer());
            mta.send(Packets.packet('D', "Cj\0mx.test\0"));
            mta.exchange(Packets.connect());
            mta.exchange(Packets.strings('H', "client.test"));
            rehearsal.install("f2", 50);
            mta.message("Hi\r\n");
        }
        assertThat(rehearsal.told("f2"))
                .startsWith("CONNECT localhost [127.0.0.1] j=mx.test", "HELO client.test tls_version=");
        assertThat(rehearsal.told("f2").get(2)).startsWith("MAIL <a@x.test>");
    }

    /** 87. */
    @Test
    void joinerTakesNoPartInAMessageThatHasBegun() throws Exception {
        rehearsal.scripts(Map.of("f2", "eom: h X-Two 2"));
        try (MilterSocket mta = rehearsal.greeted()) {
            mta.begin();
            rehearsal.install("f2", 50);
            assertThat(mta.finish("Hi\r\n")).containsExactly("c");
            assertThat(mta.message("Hi\r\n")).containsExactly("hX-Two\0 2\0", "c");
        }
    }

    /** 88. */
    @Test
    void leaverFinishesItsMessage() throws Exception {
        rehearsal.scripts(Map.of("f1", "eom: h X-One 1"));
        try (MilterSocket mta = rehearsal.greeted()) {
            mta.begin();
            rehearsal.uninstall("f1");
            assertThat(mta.finish("Hi\r\n")).containsExactly("hX-One\0 1\0", "c");
            assertThat(mta.message("Hi\r\n")).containsExactly("c");
        }
    }

    /** 91: mail waits. */
    @Test
    void mailWaitsForARequiredFilterThatIsAway() throws Exception {
        rehearsal.scripts(Map.of("f1", "eom: h X-One 1"));
        require("hold");
        rehearsal.uninstall("f1");
        try (MilterSocket mta = rehearsal.greeted()) {
            Future<List<String>> answers = background.submit(() -> mta.message("Hi\r\n"));
            rehearsal.install("f1", 100);
            assertThat(answers.get()).containsExactly("hX-One\0 1\0", "c");
        }
    }

    /** 92: and not for ever. */
    @Test
    void mailIsRefusedForNowWhenARequiredFilterStaysAway() throws Exception {
        rehearsal.scripts(Map.of());
        require("hold");
        rehearsal.uninstall("f1");
        try (MilterSocket mta = rehearsal.greeted()) {
            assertThat(mta.exchange(Packets.strings('M', "<a@x.test>"))).startsWith(UNAVAILABLE);
        }
    }

    /** 93. */
    @Test
    void mailGoesOnWithoutARequiredFilterWhereThePolicySaysSo() throws Exception {
        rehearsal.scripts(Map.of());
        require("skip");
        rehearsal.uninstall("f1");
        try (MilterSocket mta = rehearsal.greeted()) {
            assertThat(mta.message("Hi\r\n")).containsExactly("c");
        }
    }

    /** 94. */
    @Test
    void joinerRefusesTheConnectionFromTheNextMailOn() throws Exception {
        rehearsal.scripts(Map.of("f2", "connect: reply 550 5.7.1 not you"));
        try (MilterSocket mta = rehearsal.greeted()) {
            rehearsal.install("f2", 50);
            assertThat(mta.exchange(Packets.strings('M', "<a@x.test>"))).isEqualTo("y550 5.7.1 not you\0");
            assertThat(mta.exchange(Packets.strings('M', "<b@x.test>"))).isEqualTo("y550 5.7.1 not you\0");
        }
    }

    /** 95. */
    @Test
    void newOrderHoldsFromTheNextMessageOn() throws Exception {
        rehearsal.scripts(Map.of("f1", "eom: h X-One 1", "f2", "eom: h X-Two 2"));
        rehearsal.install("f2", 50);
        try (MilterSocket mta = rehearsal.greeted()) {
            mta.begin();
            rehearsal.runtime().configure("org.milterflux.policy-f2.config", "filter=\"part~f2\"", "rank=I\"200\"");
            rehearsal.runtime().awaitLog("chain: part~f2 1.0.0 (rank 200), part~f1 1.0.0 (rank 100)");
            assertThat(names(mta.finish("Hi\r\n"))).containsExactly("X-One", "X-Two");
            assertThat(names(mta.message("Hi\r\n"))).containsExactly("X-Two", "X-One");
        }
    }

    /** 96. */
    @Test
    void messageOfAFilterThatDoesNotFinishIsRefusedForNow() throws Exception {
        rehearsal.scripts(Map.of("f1", "eom: sleep 15000"));
        try (MilterSocket mta = rehearsal.greeted()) {
            mta.begin();
            Future<List<String>> answers = background.submit(() -> mta.finish("Hi\r\n"));
            rehearsal.uninstall("f1");
            assertThat(answers.get()).last().asString().startsWith("y451 4.7.1 ");
            assertThat(mta.message("Hi\r\n")).containsExactly("c");
        }
    }

    private void require(String absent) throws IOException {
        long before = policyChanges();
        rehearsal
                .runtime()
                .configure(
                        "org.milterflux.policy-f1.config",
                        "filter=\"part~f1\"",
                        "required=B\"true\"",
                        "absent=\"" + absent + "\"");
        Awaitility.await().until(() -> policyChanges() > before);
    }

    private long policyChanges() {
        return rehearsal
                .runtime()
                .log()
                .lines()
                .filter(line -> line.contains("policies changed"))
                .count();
    }

    /** The fields that edits add, in order. */
    private static List<String> names(List<String> answers) {
        return answers.stream()
                .flatMap(answer -> Stream.of("X-One", "X-Two").filter(answer::contains))
                .toList();
    }
}
