package org.milterflux.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.milterflux.core.management.FilterStatus;
import org.milterflux.core.management.MessageRecord;
import org.milterflux.core.management.Overview;
import org.milterflux.core.management.SessionStatus;

class MilterCommandsTest {

    private final MilterCommands commands = new MilterCommands(new Overview() {
        @Override
        public long generation() {
            return 7;
        }

        @Override
        public List<FilterStatus> filters() {
            return List.of(
                    new FilterStatus("footer", "1.0.0", "org.milterflux.filter.footer", -100, true, "tempfail", 2),
                    new FilterStatus("headers", "1.0.0", "org.milterflux.filter.headers", 0, false, "skip", 0));
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
            return List.of();
        }

        @Override
        public List<MessageRecord> messages(String queueId) {
            return List.of();
        }
    });

    @Test
    void listFiltersInTheirOrder() {
        assertThat(commands.filters()).isEqualTo("""
                        generation 7
                        ID       VERSION  RANK  IN CHAIN  ON FAILURE  MESSAGES  BUNDLE
                        footer   1.0.0    -100  yes       tempfail    2         org.milterflux.filter.footer
                        headers  1.0.0    0     no        skip        0         org.milterflux.filter.headers
                        required, but not there: clamav
                        """);
    }

    @Test
    void listOpenConnections() {
        assertThat(commands.sessions()).isEqualTo("""
                        ID  LISTENER  MTA              MESSAGE  AGE s
                        c1  default   127.0.0.1:40000  open     61
                        """);
    }
}
