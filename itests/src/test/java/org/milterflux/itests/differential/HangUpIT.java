package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.milterflux.itests.differential.script.Transcript;
import org.milterflux.itests.milter.MilterSocket;
import org.milterflux.itests.milter.Packets;

/** Case 107: the MTA closes while a filter works. */
class HangUpIT {

    @Test
    void filterIsToldAtOnceAndLetGo() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal("filterTimeoutSeconds=I\"600\"")) {
            rehearsal.scripts(Map.of("f1", "eom: sleep 600000"));
            try (MilterSocket mta = rehearsal.greeted()) {
                mta.begin();
                mta.exchange(Packets.packet('T', ""));
                mta.exchange(Packets.packet('N', ""));
                mta.exchange(Packets.packet('B', "Hi\r\n"));
                mta.send(Packets.packet('E', ""));
                rehearsal.awaitTold("f1", "EOM");
            }
            assertThat(rehearsal.told("f1")).endsWith(Transcript.END);
            try (MilterSocket mta = rehearsal.greeted()) {
                mta.begin();
            }
        }
    }
}
