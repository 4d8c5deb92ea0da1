package org.milterflux.itests.differential.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.milterflux.itests.differential.script.Change;
import org.milterflux.protocol.WireText;

/** Edits as packets. */
final class ChangePackets {

    private static final int CHUNK = 65535;
    private static final int TINY_CHUNK = 1001;

    private final Wire wire;
    private final int chunk;

    ChangePackets(Wire wire, boolean tinyChunks) {
        this.wire = wire;
        chunk = tinyChunks ? TINY_CHUNK : CHUNK;
    }

    void write(Change change) throws IOException {
        if (change instanceof Change.Insert insert) {
            indexed("i", insert.position(), insert.name(), insert.value());
        } else if (change instanceof Change.Replace replace) {
            indexed("m", replace.number(), replace.name(), replace.value());
        } else if (change instanceof Change.Add add) {
            wire.write("h", add.name(), add.value());
        } else if (change instanceof Change.Body body) {
            body(WireText.encode(body.text()));
        } else if (change instanceof Change.AddRecipient add && add.arguments().isEmpty()) {
            wire.write("+", "<" + add.address() + ">");
        } else if (change instanceof Change.AddRecipient add) {
            wire.write("2", "<" + add.address() + ">", add.arguments());
        } else if (change instanceof Change.DeleteRecipient delete) {
            wire.write("-", "<" + delete.address() + ">");
        } else if (change instanceof Change.Sender sender && sender.arguments().isEmpty()) {
            wire.write("e", "<" + sender.address() + ">");
        } else if (change instanceof Change.Sender sender) {
            wire.write("e", "<" + sender.address() + ">", sender.arguments());
        } else if (change instanceof Change.Quarantine quarantine) {
            wire.write("q", quarantine.reason());
        }
    }

    private void indexed(String letter, int index, String name, String value) throws IOException {
        byte[] strings = WireText.encode(name + "\0" + value + "\0");
        wire.write(
                letter,
                ByteBuffer.allocate(4 + strings.length)
                        .putInt(index)
                        .put(strings)
                        .array());
    }

    /** In pieces; an empty body is one empty piece. */
    private void body(byte[] bytes) throws IOException {
        int from = 0;
        do {
            wire.write("b", Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk)));
            from += chunk;
        } while (from < bytes.length);
    }
}
