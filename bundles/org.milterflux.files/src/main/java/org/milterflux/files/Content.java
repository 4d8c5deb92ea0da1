package org.milterflux.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * What stands in a file.
 *
 * @param digest SHA-256, hexadecimal
 */
record Content(String text, String digest) {

    /** @throws SourceException when it is not UTF-8 */
    static Content of(Path file) throws IOException, SourceException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Content(text, HexFormat.of().formatHex(sha256().digest(bytes)));
        } catch (CharacterCodingException e) {
            throw SourceException.at(file.getFileName().toString(), 0, 0, "it is not UTF-8 throughout");
        }
    }

    /** Whether everybody on the machine may put code of theirs there. */
    static boolean isWritableByOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
