package org.milterflux.deployer.internal.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The state as a file, which a crash at any moment leaves as it was before or after a change. For one thread at a time. */
public final class StateFile {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private final Path file;

    /** Jackson is a fifth of the classes of a start, and needed only where something was deployed. */
    private static final class Mapping {
        private static final JsonMapper JSON = JsonMapper.builder().build();
    }

    /** The file in the directory of deployments, which must exist. */
    public StateFile(Path directory) {
        file = directory.resolve("state.json");
    }

    /** What was saved last; empty when nothing was. */
    public Optional<State> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Mapping.JSON.readValue(file, State.class));
        } catch (JacksonException e) {
            Path aside = file.resolveSibling("state.json.damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error(
                    "{} cannot be read and was moved to {}: what is installed counts as deployed, the history is lost: {}",
                    file,
                    aside,
                    e.getOriginalMessage());
            return Optional.empty();
        }
    }

    /** Saves the state, and is back when it is on the disk. */
    public void save(State state) throws IOException {
        Path draft = file.resolveSibling("state.json.new");
        Files.write(draft, Mapping.JSON.writeValueAsBytes(state));
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
