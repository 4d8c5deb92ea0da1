package org.milterflux.filter.footer.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.api.Settings;

/** Messages as mail programs write them, and as attackers do. */
class CorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    /** Its first line needs characters that some charsets lack. */
    private final Footer footer = Footer.of(Settings.of(Map.of("text", "Acme Grüße\nBerlin")));

    private static MailFile mail(String name) throws IOException {
        return MailFile.of(Files.readAllBytes(CORPUS.resolve(name + ".eml")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "gmail-alternative, 2",
        "outlook-html, 2",
        "apple-mail, 2",
        "related-in-mixed, 2",
        "mailman-list, 1",
        "iso-2022-jp, 1",
        "shift-jis-html, 1",
        "gb18030-base64, 2",
        "windows-1252-qp, 1",
        "needs-utf-8, 1",
        "flowed, 1",
        "no-header-part, 1",
        "base64-html, 1",
        "forwarded-message, 1",
        "calendar-invite, 1",
        "prefix-boundary, 1",
        "has-it-in-plain-only, 2"
    })
    void givesEachTextTheFooterOnce(String name, int texts, @TempDir Path folder) throws Exception {
        MailFile mail = mail(name);
        byte[] edited = mail.with(footer.appendTo(mail.message()));
        assertThat(python(folder, edited)).isEqualTo("defects 0, footers " + texts);
        assertThatThrownBy(() -> footer.appendTo(MailFile.of(edited).message()))
                .hasMessage("the body has the footer already");
    }

    /** By another parser: how many of the texts show the footer exactly once, and what is wrong with the message. */
    private static String python(Path folder, byte[] message) throws Exception {
        Path file = Files.write(folder.resolve("message"), message);
        Process process;
        try {
            process = new ProcessBuilder("python3", "src/test/resources/footers.py", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "python3 is not installed");
            throw e;
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "has-it-below-list-footer, the body has the footer already",
        "smime-opaque, the content is 'application/pkcs7-mime'",
        "smime-clear-signed, the content is 'multipart/signed'",
        "signed-in-list-mail, a part is signed or encrypted",
        "pgp-mime, the content is 'multipart/encrypted'",
        "inline-pgp, the body is signed or encrypted with OpenPGP",
        "delivery-report, the content is 'multipart/report'",
        "digest, the content is 'multipart/digest'",
        "attachments-only, there is no text to append to",
        "no-end-boundary, a multipart has no end boundary",
        "no-blank-line, a part ends within its header",
        "same-boundary-twice, two multiparts have the same boundary",
        "mislabelled-part, the body is not in its charset UTF-8",
        "bare-line-feeds, the body has line ends that quoted-printable cannot keep",
        "html-in-open-comment, the HTML does not end so that a footer would be seen"
    })
    void leavesAlone(String name, String reason) throws Exception {
        MailFile mail = mail(name);
        assertThatThrownBy(() -> footer.appendTo(mail.message()))
                .isInstanceOf(LeftAloneException.class)
                .hasMessage(reason);
    }

    @Test
    void changesNothingButTheTexts() throws Exception {
        MailFile mail = mail("related-in-mixed");
        Footer plain = Footer.of(Settings.of(Map.of("text", "Acme", "html", "<b>Acme</b>")));
        String edited = new String(mail.with(plain.appendTo(mail.message())), ISO_8859_1);
        String html = "\r\n<div class=\"milterflux-footer\">\r\n<b>Acme</b>\r\n</div>\r\n";
        assertThat(edited)
                .isEqualTo(new String(mail.with(List.of()), ISO_8859_1)
                        .replace("\r\n\r\nHi\r\n--MA", "\r\n\r\nHi\r\n\r\n-- \r\nAcme\r\n\r\n--MA")
                        .replace("<p>Hi\r\n--MAR", "<p>Hi" + html + "\r\n--MAR"));
    }

    @Test
    void keepsBareLineFeedsEverywhere() throws Exception {
        MailFile mail = mail("bare-line-feeds");
        Footer ascii = Footer.of(Settings.of(Map.of("text", "Acme")));
        assertThat(new String(mail.with(ascii.appendTo(mail.message())), ISO_8859_1))
                .isEqualTo(new String(mail.with(List.of()), ISO_8859_1)
                        .replace("you\r\n--M", "you\r\n\r\n-- \r\nAcme\r\n\r\n--M"));
    }

    @Test
    void rewritesOnlyTheHeaderFieldThatChanges() throws Exception {
        MailFile mail = mail("needs-utf-8");
        String edited = new String(mail.with(footer.appendTo(mail.message())), UTF_8);
        assertThat(edited)
                .contains(
                        "--M\r\nX-First: kept\r\nContent-Type: text/plain; charset=utf-8; x=\"y\"\r\n\tContent-Odd: part",
                        "of the field above\r\nContent-Transfer-Encoding: 8bit\r\nX-Last:  kept \r\n\r\nПривет\r\n\r\n",
                        "-- \r\nAcme Grüße\r\nBerlin\r\n\r\n--M\r\n");
    }
}
