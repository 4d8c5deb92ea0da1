package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.milterflux.api.Body;
import org.milterflux.protocol.BodyChunk;

class SpoolTest {

    @TempDir
    Path directory;

    private static BodyChunk piece(String text) {
        return new BodyChunk(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void keepsAShortBodyInMemoryAndALongOneInANamelessFile() throws IOException {
        SpoolRoom room = new SpoolRoom(directory.resolve("spool"), 8, 100, 1000);
        try (Spool spool = room.spool()) {
            spool.append(piece("12345"));
            assertThat(spool.blocksFor(3)).isFalse();
            assertThat(spool.blocksFor(4)).isTrue();
            assertThat(room.memoryInUse()).isEqualTo(5);
            spool.append(piece("6789"));
            spool.append(piece("0"));
            assertThat(room.memoryInUse()).isZero();
            assertThat(room.diskInUse()).isEqualTo(10);
            assertThat(directory.resolve("spool")).isEmptyDirectory();
            assertThat(spool.body().text(StandardCharsets.US_ASCII)).isEqualTo("1234567890");
        }
        assertThat(room.diskInUse()).isZero();
    }

    @Test
    void readsSeveralStreamsOfOneBodyAtOnce() throws IOException {
        for (int memory : new int[] {0, 100}) {
            try (Spool spool = new SpoolRoom(directory, memory, 100, 1000).spool()) {
                spool.append(piece("abc"));
                spool.append(piece("def"));
                Body body = spool.body();
                try (InputStream one = body.stream();
                        InputStream two = body.stream()) {
                    assertThat(one.readNBytes(4)).isEqualTo("abcd".getBytes(StandardCharsets.US_ASCII));
                    assertThat(two.read()).isEqualTo('a');
                    assertThat(one.readAllBytes()).isEqualTo("ef".getBytes(StandardCharsets.US_ASCII));
                    assertThat(two.readAllBytes()).isEqualTo("bcdef".getBytes(StandardCharsets.US_ASCII));
                    assertThat(two.read()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void refusesMoreThanTheDiskHasRoomForAndGivesAllOfItBack() throws IOException {
        SpoolRoom room = new SpoolRoom(directory, 0, 0, 10);
        try (Spool first = room.spool();
                Spool second = room.spool()) {
            first.append(piece("123456"));
            assertThatThrownBy(() -> second.append(piece("12345")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("spoolDiskBytes");
            second.append(piece("1234"));
            assertThat(room.diskInUse()).isEqualTo(10);
        }
        assertThat(room.diskInUse()).isZero();
    }

    @Test
    void usesTheDiskWhenAllBodiesTogetherFillTheMemory() throws IOException {
        SpoolRoom room = new SpoolRoom(directory, 100, 10, 1000);
        try (Spool first = room.spool();
                Spool second = room.spool()) {
            first.append(piece("12345678"));
            second.append(piece("abc"));
            assertThat(room.memoryInUse()).isEqualTo(8);
            assertThat(room.diskInUse()).isEqualTo(3);
            assertThat(second.body().text(StandardCharsets.US_ASCII)).isEqualTo("abc");
        }
        assertThat(room.memoryInUse()).isZero();
    }
}
