package org.milterflux.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.milterflux.launcher.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the class-data archive that the start script gives to {@code run}. */
@Command(
        name = "archive",
        description =
                "Make the class-data archive of the Java in use, with which it starts faster. Starts a runtime beside"
                        + " the one that serves, sends it a sample message, and stops it.")
public final class ArchiveCommand implements Callable<Integer> {

    @Mixin
    private Places places = new Places();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClassArchive archive = ClassArchive.ofThisJava()
                .orElseThrow(() -> new IllegalStateException("the start script has not said where archives are"));
        Layout layout = places.layout();
        Path draft = archive.draft();
        Path directory = Files.createTempDirectory("milterflux");
        try {
            Rehearsal.of(layout, directory).archive(draft);
            archive.publish(draft);
        } finally {
            Files.deleteIfExists(draft);
            delete(directory);
        }
        System.out.println("made " + archive.file());
        return 0;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
