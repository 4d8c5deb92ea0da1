package org.milterflux.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.milterflux.launcher.Instance;
import org.milterflux.launcher.Layout;
import org.milterflux.launcher.send.Dialogue;
import org.milterflux.launcher.send.Submission;
import org.milterflux.protocol.SocketSpec;
import org.milterflux.testing.Mta;
import org.milterflux.testing.TestMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the MTA for one message or dialogue, to any milter. */
@Command(
        name = "send",
        description =
                "Play the MTA: send one message (FILE.eml) or a dialogue (FILE.txt) through a milter, and print every"
                        + " event, reply and edit, and the resulting message. Exit 0 when it would be delivered.")
public final class SendCommand implements Callable<Integer> {

    @Mixin
    private Places places = new Places();

    @Option(
            names = "--to",
            paramLabel = "SOCKET",
            description = "the milter (default: the running instance's first listener)")
    private Optional<String> milter = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            defaultValue = "sender@example.org",
            description = "envelope sender (${DEFAULT-VALUE})")
    private String sender = "";

    @Option(
            names = "--rcpt",
            paramLabel = "ADDRESS",
            defaultValue = "recipient@example.org",
            description = "envelope recipient, may be repeated (${DEFAULT-VALUE})")
    private List<String> recipients = List.of();

    @Option(
            names = "--mta",
            defaultValue = "POSTFIX",
            description = "whose conduct: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Mta mta = Mta.POSTFIX;

    @Parameters(paramLabel = "FILE", description = "a message ending in .eml, or else a dialogue")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read " + file);
        }
        SocketSpec target = SocketSpec.parse(milter.isPresent() ? milter.get() : listener(places.layout()));
        if (file.toString().endsWith(".eml")) {
            boolean delivered = new Submission(sender, recipients, TestMail.read(file)).send(target, mta, System.out);
            return delivered ? 0 : 1;
        }
        new Dialogue(file).play(target, System.out);
        return 0;
    }

    private static String listener(Layout layout) throws IOException {
        List<String> sockets =
                Instance.running(layout).isPresent() ? Instance.sockets(layout).orElse(List.of()) : List.of();
        return sockets.stream()
                .findFirst()
                .orElseThrow(() -> new IOException("no instance of " + layout.data()
                        + " listens; start it, or name a milter: --to inet:8891@127.0.0.1"));
    }
}
