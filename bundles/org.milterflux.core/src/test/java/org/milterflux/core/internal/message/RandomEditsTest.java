package org.milterflux.core.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.RcptTo;
import org.milterflux.testing.Delivered;
import org.milterflux.testing.TestMail;

/**
 * Three filters behind one session are three milters of the MTA: random edits by handle and by count, put to a model of
 * the MTA with a session for each filter. Every filter must see what it would see there, and the requests of our one
 * session must have the same delivered.
 */
class RandomEditsTest {

    private static final int ROUNDS = 2000;
    private static final int FILTERS = 3;
    private static final List<String> NAMES = List.of("X-A", "X-B", "Date", "Subject", "Received", "Message-Id", "x-a");
    private static final int[] INDICES = {0, 1, 2, 3, 4, 5, 7, 9, 10, 12, 50};
    private static final OptionNegotiation AGREEMENT = OptionNegotiation.offer(Negotiation.NEWEST);

    @ParameterizedTest
    @EnumSource
    void actAsSeparateMiltersWould(Mta mta) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            new Round(mta, new Random(seed)).play("%s, seed %d".formatted(mta, seed));
        }
    }

    /** One message: its way through our block, and through the MTA with separate milters. */
    private static final class Round {

        private final Mta mta;
        private final Random random;
        private final List<HeaderField> sent = new ArrayList<>();
        private final List<Edit> edits = new ArrayList<>();
        private final MtaHeader separate;
        private HeaderBlock block;
        private int values;

        Round(Mta mta, Random random) {
            this.mta = mta;
            this.random = random;
            sent.add(HeaderField.of("From", value()));
            for (int i = random.nextInt(8); i > 0; i--) {
                sent.add(HeaderField.of(name(), value()));
            }
            separate = MtaHeader.of(mta, sent);
            block = mta.headers(sent);
        }

        void play(String seed) {
            for (int filter = 0; filter < FILTERS; filter++) {
                separate.begin();
                assertThat(seen()).as("%s, seen after %s", seed, edits).isEqualTo(separate.seen());
                for (int i = random.nextInt(6); i > 0; i--) {
                    edit();
                }
                block = block.nextFilter();
            }
            String story = "%s, edits %s, requests %s".formatted(seed, edits, EditWords.of(block.requests()));
            assertThat(MtaHeader.of(mta, sent).apply(block.requests()).delivered())
                    .as(story)
                    .isEqualTo(separate.delivered());
            assertThat(deliveredByTheTestKit()).as(story).isEqualTo(seen());
        }

        private List<String> seen() {
            return block.visible().fields().stream().map(HeaderField::toString).toList();
        }

        private void edit() {
            List<HeaderField> visible = block.visible().fields();
            int kind = random.nextInt(visible.isEmpty() ? 4 : 8);
            String name = name();
            String value = value();
            int index = INDICES[random.nextInt(INDICES.length)];
            switch (kind) {
                case 0 -> {
                    separate.add(name, value);
                    make(random.nextBoolean() ? Edit.addRawHeader(name, value) : Edit.addHeader(name, unspaced(value)));
                }
                case 1 -> {
                    separate.insert(index, name, value);
                    make(
                            index < 2 && random.nextBoolean()
                                    ? insertAtTop(index, name, value)
                                    : Edit.insertRawHeader(index, name, value));
                }
                case 2 -> {
                    separate.change(index, name, value);
                    make(Edit.changeRawHeader(index, name, value));
                }
                case 3 -> {
                    separate.delete(index, name);
                    make(Edit.changeRawHeader(index, name, ""));
                }
                default -> edit(kind, visible.get(random.nextInt(visible.size())), name, value);
            }
        }

        private void edit(int kind, HeaderField handle, String name, String value) {
            switch (kind) {
                case 4, 5 -> {
                    separate.insertBeside(handle.rawValue(), kind == 5, name, value);
                    make(Edit.insertHeader(
                            kind == 5 ? Placement.after(handle) : Placement.before(handle), name, unspaced(value)));
                }
                case 6 -> {
                    separate.replace(handle.rawValue(), value);
                    make(Edit.changeHeader(handle, unspaced(value)));
                }
                default -> {
                    separate.delete(handle.rawValue());
                    make(Edit.deleteHeader(handle));
                }
            }
        }

        private static Edit insertAtTop(int index, String name, String value) {
            return Edit.insertHeader(index == 0 ? Placement.top() : Placement.belowReceived(), name, unspaced(value));
        }

        private void make(Edit edit) {
            edits.add(edit);
            block = HeaderEdits.apply(block, edit);
        }

        /** No two values are equal, so that no two fields are. */
        private String value() {
            return " v" + values++;
        }

        private static String unspaced(String value) {
            return value.substring(1);
        }

        private String name() {
            return NAMES.get(random.nextInt(NAMES.size()));
        }

        private List<String> deliveredByTheTestKit() {
            return Delivered.apply(
                            mta == Mta.SENDMAIL
                                    ? org.milterflux.testing.Mta.SENDMAIL
                                    : org.milterflux.testing.Mta.POSTFIX,
                            AGREEMENT,
                            new MailFrom("<a@example.org>", List.of()),
                            List.of(new RcptTo("<b@example.net>", List.of())),
                            mail(),
                            block.requests())
                    .mail()
                    .headers()
                    .stream()
                    .map(header -> header.name() + ":" + header.value())
                    .toList();
        }

        private TestMail mail() {
            return TestMail.of(
                    String.join("\n", sent.stream().map(HeaderField::toString).toList()) + "\n\n");
        }
    }
}
