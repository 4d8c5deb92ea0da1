package org.milterflux.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/**
 * The load client: one run per line of options on standard input, or one run with the options of the command line. Prints one
 * line of JSON per run; exit status 1 when anything was not as it must be.
 *
 * <p>Several runs in one process are for comparisons: the client, too, is slow until its code is compiled.
 */
public final class LoadClient {

    private LoadClient() {}

    /** See {@link Options#USAGE}. */
    public static void main(String... args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try {
            System.exit(args.length > 0 ? run(args, in) : runAll(in));
        } catch (IllegalArgumentException e) {
            System.err.println("load client: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
        }
    }

    private static int runAll(BufferedReader in) throws IOException {
        int worst = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            worst = Math.max(worst, run(line.strip().split(" +"), in));
        }
        return worst;
    }

    private static int run(String[] args, BufferedReader in) throws IOException {
        Options options = Options.parse(args);
        Tally tally = new Run(options, held -> pause(options, held, in)).go();
        System.out.println(tally.json());
        System.out.flush();
        return tally.isClean() ? 0 : 1;
    }

    private static void pause(Options options, int held, BufferedReader in) {
        System.out.println("{\"held\":" + held + "}");
        System.out.flush();
        if (options.pause()) {
            try {
                in.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
