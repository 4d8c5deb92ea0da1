package org.milterflux.transport.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;

/**
 * Who may connect to a Unix socket: that takes the right to write.
 *
 * @param mode as for {@code chmod}: 0 to 0777
 * @param group its group; empty leaves the one a new file gets
 */
record UnixAccess(int mode, Optional<String> group) {

    /** Owner and group; Postfix and Sendmail run as users of their own. */
    static final String DEFAULT_MODE = "0660";

    private static final int ALL = 0777;
    private static final String LETTERS = "rwxrwxrwx";

    /** @param mode octal, as administrators write it */
    static UnixAccess of(String mode, Optional<String> group) {
        int bits = Integer.parseInt(mode, 8);
        if (bits < 0 || bits > ALL) {
            throw new NumberFormatException(mode + " is not a mode");
        }
        return new UnixAccess(bits, group);
    }

    void applyTo(Path socket) throws IOException, ListenException {
        PosixFileAttributeView file =
                Files.getFileAttributeView(socket, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (group.isPresent()) {
            setGroup(file, socket, group.get());
        }
        Files.setPosixFilePermissions(socket, permissions());
    }

    private static void setGroup(PosixFileAttributeView file, Path socket, String group)
            throws IOException, ListenException {
        try {
            file.setGroup(socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
        } catch (UserPrincipalNotFoundException e) {
            throw new ListenException("there is no group '" + group + "': create it or name another", e);
        } catch (IOException e) {
            throw new ListenException(
                    "the socket cannot be given to group '" + group + "': make user " + System.getProperty("user.name")
                            + " a member of it, or name another",
                    e);
        }
    }

    private Set<PosixFilePermission> permissions() {
        StringBuilder text = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((mode >> (LETTERS.length() - 1 - i) & 1) == 0) {
                text.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(text.toString());
    }
}
