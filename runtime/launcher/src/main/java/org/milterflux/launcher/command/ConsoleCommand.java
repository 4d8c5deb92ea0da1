package org.milterflux.launcher.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.milterflux.console.wire.ConsoleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Attaches to the running instance through its Unix-domain socket. */
@Command(
        name = "console",
        description =
                "Run one command in the running instance and exit with its status; without a command, read commands"
                        + " from standard input until its end or \"exit\".")
public final class ConsoleCommand implements Callable<Integer> {

    /** Set by the start script, which can ask the shell; {@code System.console()} answers differently since Java 22. */
    private static final String TERMINAL = "milterflux.terminal";

    private static final String PROMPT = "milterflux> ";

    @Mixin
    private Places places = new Places();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "for example: lb, or milter:filters")
    private List<String> words = List.of();

    @Override
    public Integer call() throws IOException {
        try (ConsoleClient client = attach(places.layout().consoleSocket())) {
            return words.isEmpty() ? converse(client) : client.run(CommandWords.joined(words), System.out, System.err);
        }
    }

    private static ConsoleClient attach(Path socket) throws IOException {
        try {
            return ConsoleClient.attach(socket);
        } catch (IOException refused) {
            throw new IOException(
                    "nothing to attach to at " + socket + " (" + refused.getMessage()
                            + "); is it running, with this --data, the console feature, and as this user?",
                    refused);
        }
    }

    /** Prompts only when a person types; the status is that of the last command. */
    private static int converse(ConsoleClient client) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        boolean interactive = Boolean.getBoolean(TERMINAL);
        int status = 0;
        while (true) {
            if (interactive) {
                System.out.print(PROMPT);
                System.out.flush();
            }
            String line = input.readLine();
            if (line == null || line.strip().equals("exit")) {
                return status;
            }
            if (!line.isBlank()) {
                status = client.run(line, System.out, System.err);
            }
        }
    }
}
