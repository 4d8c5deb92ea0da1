package org.milterflux.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which commands a command line knows. */
class MilterfluxTest {

    @Test
    void readsOnlyTheCommandThatIsNamed() {
        assertThat(Milterflux.commandLine("run", "--listen", "stop").getSubcommands())
                .containsOnlyKeys("run");
    }

    @Test
    void helpKnowsAll() {
        assertThat(Milterflux.commandLine("help").getSubcommands()).containsKeys("run", "start", "send", "help");
        assertThat(Milterflux.commandLine("help", "run").getSubcommands()).containsKeys("run", "start", "send", "help");
    }

    @Test
    void anotherWordIsComparedWithAll() {
        assertThat(Milterflux.commandLine("strat").getSubcommands()).containsKeys("run", "start", "send", "help");
        assertThat(Milterflux.commandLine().getSubcommands()).containsKeys("run", "start", "send", "help");
    }
}
