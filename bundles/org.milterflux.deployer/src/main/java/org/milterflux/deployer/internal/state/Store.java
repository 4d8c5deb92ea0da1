package org.milterflux.deployer.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of bundles, each under its digest: what is there is whole. */
public final class Store {

    private static final String EXTENSION = ".jar";

    private final Path directory;

    /** A store in the directory, which is made when it is missing; drafts that a crash left there are removed. */
    public Store(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        for (Path file : files()) {
            if (!file.toString().endsWith(EXTENSION)) {
                Files.delete(file);
            }
        }
    }

    /** Keeps a file; its digest. */
    public String put(InputStream content) throws IOException {
        MessageDigest digest = sha256();
        Path draft = Files.createTempFile(directory, "draft", ".new");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                new DigestInputStream(content, digest).transferTo(out);
            }
            try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            String name = HexFormat.of().formatHex(digest.digest());
            Files.move(draft, path(name), StandardCopyOption.ATOMIC_MOVE);
            return name;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Where the file of a digest is, or would be. */
    public Path path(String digest) {
        return directory.resolve(digest + EXTENSION);
    }

    /** Whether the file of a digest is there. */
    public boolean has(String digest) {
        return Files.exists(path(digest));
    }

    /** Forgets all other files. */
    public void keepOnly(Set<String> digests) throws IOException {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith(EXTENSION) && !digests.contains(name.substring(0, name.length() - EXTENSION.length()))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
