package org.milterflux.filter.headers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Body;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Verdict;
import org.milterflux.testing.TestMessage;
import org.slf4j.LoggerFactory;

class HeadersFilterTest {

    private static final TestMessage MESSAGE = TestMessage.plain("Hi\r\n");
    private static final Decision STAMPED = Decision.edit(Edit.addHeader("X-Seen", "yes"));

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(HeadersFilter.class);
    }

    @Test
    void editsByItsRules() {
        assertThat(new HeadersFilter(Map.of("add", "X-Seen: yes")).onMessage(MESSAGE))
                .isEqualTo(STAMPED);
    }

    @Test
    void passesWhenNoRuleApplies() {
        assertThat(new HeadersFilter(Map.of("remove", "X-Seen")).onMessage(MESSAGE))
                .isEqualTo(Verdict.pass());
    }

    @Test
    void takesNewRulesIntoUse() {
        HeadersFilter filter = new HeadersFilter(Map.of("remove", "X-Seen"));
        filter.modified(Map.of("add", new String[] {"X-Seen: yes"}));
        assertThat(filter.onMessage(MESSAGE)).isEqualTo(STAMPED);
    }

    @Test
    void keepsTheOldRulesWhenANewOneIsWrong() {
        HeadersFilter filter = new HeadersFilter(Map.of("add", "X-Seen: yes"));
        filter.modified(Map.of("add", "X-Seen", "service.pid", "org.milterflux.filter.headers~in"));

        assertThat(filter.onMessage(MESSAGE)).isEqualTo(STAMPED);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("org.milterflux.filter.headers~in: add = 'X-Seen': write 'Name: value';"
                        + " the rules before it stay in force");
        assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
    }

    @Test
    void doesNotStandWithAWrongFirstRule() {
        assertThatThrownBy(() -> new HeadersFilter(Map.of("add", "X-Seen")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("configuration: add = 'X-Seen': write 'Name: value';"
                        + " until then the filter does not stand in the chain");
    }

    @Test
    void doesNotReadTheBody() {
        Body unread = new Body() {
            @Override
            public long size() {
                throw new AssertionError("the body was looked at");
            }

            @Override
            public InputStream stream() {
                throw new AssertionError("the body was read");
            }
        };
        HeadersFilter filter = new HeadersFilter(Map.of("add", "X-Seen: yes"));
        assertThat(filter.onMessage(MESSAGE.withBody(unread))).isEqualTo(STAMPED);
    }
}
