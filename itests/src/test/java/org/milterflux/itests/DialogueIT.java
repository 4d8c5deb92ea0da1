package org.milterflux.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.milterflux.itests.runtime.MilterfluxInstance;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.testing.MilterDialogue;

/** The dialogues beside the tests, spoken to the runtime with both filters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialogueIT {

    private static final Path DIALOGUES = Path.of("src", "test", "resources", "dialogues");

    private final String socket = "inet:" + Ports.free() + "@127.0.0.1";
    private MilterfluxInstance runtime;

    @BeforeAll
    void start() throws Exception {
        runtime = MilterfluxSetup.empty()
                .conf("org.milterflux.listener-loopback.config", "socket=\"" + socket + "\"")
                .conf("org.milterflux.filter.footer.config", "text=\"Acme\"")
                .conf("org.milterflux.filter.headers.config", "add=[\"X-Seen: {i}\"]")
                .start();
    }

    @AfterAll
    void stop() throws Exception {
        runtime.close();
    }

    static List<Path> dialogues() throws IOException {
        try (Stream<Path> files = Files.list(DIALOGUES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void goesAsWritten(Path dialogue) throws Exception {
        MilterDialogue.read(dialogue).run(SocketSpec.parse(socket));
    }
}
