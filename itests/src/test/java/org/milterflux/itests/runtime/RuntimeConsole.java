package org.milterflux.itests.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.milterflux.console.wire.ConsoleClient;

/** An administrator at the console of a running instance, without a JVM for each command. */
public final class RuntimeConsole implements Closeable {

    private final ConsoleClient client;

    private RuntimeConsole(ConsoleClient client) {
        this.client = client;
    }

    static RuntimeConsole attach(Path socket) throws IOException {
        return new RuntimeConsole(ConsoleClient.attach(socket));
    }

    /**
     * How a command ended.
     *
     * @param status 0 when it did what it should
     * @param out what it printed
     * @param err its complaints
     */
    public record Result(int status, String out, String err) {

        /** Whether it did what it should. */
        public boolean isOk() {
            return status == 0;
        }
    }

    /** Runs a command line, whatever comes of it. */
    public Result attempt(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = client.run(line, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Result(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Runs a command line that must succeed; what it printed. */
    public String run(String line) throws IOException {
        Result result = attempt(line);
        if (!result.isOk()) {
            throw new AssertionError("console: " + line + "\n" + result.out() + result.err());
        }
        return result.out();
    }

    /** Leaves; a command that runs is interrupted. */
    @Override
    public void close() throws IOException {
        client.close();
    }
}
