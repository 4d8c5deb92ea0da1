package org.milterflux.launcher.framework;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.zip.CRC32;

/**
 * Remembers from which bytes the shipped bundles were installed.
 *
 * <p>Neither version nor time can tell: a snapshot keeps its version, a reproducible archive its times. An update by hand
 * changes the bundle but not the shipped jar, and so survives.
 */
final class Fingerprints {

    /** Bytes that are read at a time, of all jars at each start. */
    private static final int PART = 1 << 16;

    private final Path file;
    private final Properties known;

    private Fingerprints(Path file, Properties known) {
        this.file = file;
        this.known = known;
    }

    static Fingerprints load(Path file) throws IOException {
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                known.load(in);
            }
        }
        return new Fingerprints(file, known);
    }

    static String of(Path jar) throws IOException {
        CRC32 crc = new CRC32();
        byte[] part = new byte[PART];
        long size = 0;
        try (InputStream in = Files.newInputStream(jar)) {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                crc.update(part, 0, length);
                size += length;
            }
        }
        return size + "-" + Long.toHexString(crc.getValue());
    }

    boolean knows(String location) {
        return known.containsKey(location);
    }

    boolean matches(String location, String fingerprint) {
        return fingerprint.equals(known.getProperty(location));
    }

    void remember(String location, String fingerprint) {
        known.setProperty(location, fingerprint);
    }

    void forget(String location) {
        known.remove(location);
    }

    void save() throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(draft)) {
            known.store(out, "location = size and checksum of the jar it was installed from");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE); // half a file would undo updates by hand
    }
}
