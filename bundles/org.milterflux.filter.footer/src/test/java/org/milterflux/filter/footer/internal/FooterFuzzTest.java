package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.milterflux.api.Edit;
import org.milterflux.api.Settings;
import org.milterflux.api.Splice;
import org.milterflux.testing.TestMessage;

/**
 * Any bytes as the body of a multipart message: it is left alone, or what is taken out again leaves the bytes that came.
 *
 * <p>A normal test run tries a bounded number of mutations of the corpus.
 */
class FooterFuzzTest {

    private static final long SEED = 20261127;
    private static final int ROUNDS = 2000;

    private final Footer footer = Footer.of(Settings.of(Map.of("text", "Acme")));

    @FuzzTest(maxDuration = "2m")
    void editsAnyBytes(byte[] body) throws IOException {
        check(body);
    }

    @Test
    void editsMutationsOfTheCorpus() throws IOException {
        List<byte[]> bodies = bodies();
        Random random = new Random(SEED);
        int edited = 0;
        for (int i = 0; i < ROUNDS; i++) {
            edited += check(mutate(bodies.get(random.nextInt(bodies.size())), random));
        }
        assertThat(edited).isGreaterThan(ROUNDS / 10);
    }

    /** 1 when it was edited. */
    private int check(byte[] body) throws IOException {
        TestMessage message = TestMessage.of(body).withHeader("Content-Type", "multipart/mixed; boundary=M");
        List<Edit> edits;
        try {
            edits = footer.appendTo(message);
        } catch (LeftAloneException e) {
            return 0;
        }
        assertThat(edits).singleElement().isInstanceOf(Edit.SpliceBody.class);
        String before = new String(body, ISO_8859_1);
        for (Splice splice : ((Edit.SpliceBody) edits.get(0)).splices()) {
            String replaced = before.substring((int) splice.offset(), (int) splice.end());
            String bytes = MailFile.text(splice.bytes());
            assertThat(bytes).isNotEmpty();
            assertThat(replaced.isEmpty() || before.contains("base64") || before.contains("quoted-printable"))
                    .as("bytes that are neither inserted nor a text encoded anew: %s", replaced)
                    .isTrue();
        }
        MailFile mail = new MailFile(Map.of(), message, before);
        byte[] after = Arrays.copyOfRange(mail.with(edits), 2, mail.with(edits).length);
        assertThatThrownBy(() ->
                        footer.appendTo(message.withBody(TestMessage.of(after).body())))
                .hasMessage("the body has the footer already");
        return 1;
    }

    private static List<byte[]> bodies() throws IOException {
        List<Path> samples;
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus"))) {
            samples = files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
        List<byte[]> bodies = new ArrayList<>();
        for (Path sample : samples) {
            String body = MailFile.of(Files.readAllBytes(sample)).body();
            if (body.contains("--M\r\n")) {
                bodies.add(body.getBytes(ISO_8859_1));
            }
        }
        return bodies;
    }

    /** Bytes changed, and a range doubled, moved or lost. */
    private static byte[] mutate(byte[] body, Random random) {
        byte[] changed = body.clone();
        for (int i = random.nextInt(3); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int cut = random.nextInt(changed.length);
        int on = random.nextBoolean() ? cut : random.nextInt(changed.length);
        out.write(changed, 0, cut);
        out.write(changed, on, changed.length - on);
        return out.toByteArray();
    }
}
