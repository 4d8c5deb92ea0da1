package org.milterflux.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the class-data archive is, and how it gets there. */
class ClassArchiveTest {

    @TempDir
    private Path lib;

    private ClassArchive archive = new ClassArchive(Path.of(""));

    @BeforeEach
    void inLib() {
        archive = new ClassArchive(lib.resolve("classes-17.0.15.jsa"));
    }

    @Test
    void isRecommendedWhereThereIsNone() throws IOException {
        assertThat(archive.remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("bin/milterflux archive", lib.toString()));
        Files.createFile(archive.file());
        assertThat(archive.remark()).isEmpty();
    }

    @Test
    void nobodyTakesADraftForIt() throws IOException {
        Files.createFile(archive.draft());
        assertThat(archive.remark()).isPresent();
    }

    @Test
    void replacesTheOneBefore() throws IOException {
        Files.writeString(archive.file(), "before");
        Path draft = Files.writeString(archive.draft(), "after");
        archive.publish(draft);
        assertThat(archive.file()).hasContent("after");
        assertThat(draft).doesNotExist();
    }

    @Test
    void isForAnyUser() throws IOException {
        archive.publish(Files.createFile(
                archive.draft(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"))));
        assertThat(Files.getPosixFilePermissions(archive.file()))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }
}
