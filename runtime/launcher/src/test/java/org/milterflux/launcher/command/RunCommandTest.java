package org.milterflux.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What of a command line is read without picocli, and that both read it alike. */
class RunCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --listen inet:8890@127.0.0.1",
                "run --conf c --data d --deploy e --logs /var/log/f --listen unix:/run/m.sock",
                "run --logs l --conf ../c"
            })
    void isReadAsPicocliReadsIt(String line) {
        String[] words = line.split(" ");
        RunCommand read = RunCommand.of(words).orElseThrow();
        RunCommand parsed = new RunCommand();
        new CommandLine(parsed).parseArgs(Arrays.copyOfRange(words, 1, words.length));
        assertThat(read.layout()).isEqualTo(parsed.layout());
        assertThat(read.listen()).isEqualTo(parsed.listen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start",
                "start --conf c",
                "run --help",
                "run --conf",
                "run --conf=c",
                "run --confs c",
                "run --conf c d",
                "run --conf --data",
                "run --conf a --conf b",
                "run --listen @options"
            })
    void isLeftToPicocliOtherwise(String line) {
        assertThat(RunCommand.of(line.split(" "))).isEmpty();
    }

    @Test
    void isNoneWithoutWords() {
        assertThat(RunCommand.of()).isEmpty();
    }
}
