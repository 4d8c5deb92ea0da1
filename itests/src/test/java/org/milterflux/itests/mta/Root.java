package org.milterflux.itests.mta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Commands run as root, as which MTAs run. */
final class Root {

    private Root() {}

    static boolean isUs() {
        return System.getProperty("user.name").equals("root");
    }

    /** The words of a command that does this as root. */
    static List<String> command(String... words) {
        List<String> command = new ArrayList<>();
        if (!isUs()) {
            command.addAll(List.of("sudo", "-n"));
        }
        command.addAll(List.of(words));
        return command;
    }

    /** What a command prints, one byte per character. */
    static String output(String... words) throws IOException {
        return feed(new byte[0], words);
    }

    /** What a command prints when it reads this. */
    static String feed(byte[] input, String... words) throws IOException {
        Process process = new ProcessBuilder(command(words))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
