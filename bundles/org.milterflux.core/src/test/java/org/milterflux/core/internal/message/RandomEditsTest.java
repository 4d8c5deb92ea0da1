package org.milterflux.core.internal.message;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Placement;
import org.milterflux.protocol.MailFrom;
import org.milterflux.protocol.Negotiation;
import org.milterflux.protocol.OptionNegotiation;
import org.milterflux.protocol.RcptTo;
import org.milterflux.testing.Delivered;
import org.milterflux.testing.TestMail;

/**
 * What the last filter sees is what the MTA delivers: random edits of three filters, put to a model of each MTA that knows
 * nothing of filters, only of requests.
 */
class RandomEditsTest {

    private static final int ROUNDS = 500;
    private static final List<String> NAMES = List.of("X-A", "X-B", "Subject", "Date", "x-a");
    private static final OptionNegotiation AGREEMENT = OptionNegotiation.offer(Negotiation.NEWEST);

    @ParameterizedTest
    @EnumSource
    void leadToWhatTheFiltersSaw(Mta mta) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<HeaderField> sent = sent(random);
            HeaderBlock block = mta.headers(sent);
            for (int filter = 0; filter < 3; filter++) {
                for (int edits = random.nextInt(5); edits > 0; edits--) {
                    block = edited(block, random);
                }
                block = block.nextFilter();
            }
            assertThat(delivered(mta, sent, block))
                    .as("%s, seed %d, requests %s", mta, seed, block.requests())
                    .isEqualTo(lines(block.visible().fields()));
        }
    }

    private static List<HeaderField> sent(Random random) {
        List<HeaderField> sent = new ArrayList<>();
        sent.add(HeaderField.of("From", " f"));
        for (int i = random.nextInt(6); i > 0; i--) {
            sent.add(field(random));
        }
        return sent;
    }

    private static HeaderField field(Random random) {
        return HeaderField.of(NAMES.get(random.nextInt(NAMES.size())), " " + random.nextInt(1000));
    }

    private static HeaderBlock edited(HeaderBlock block, Random random) {
        List<HeaderField> visible = block.visible().fields();
        HeaderField any = visible.isEmpty() ? null : visible.get(random.nextInt(visible.size()));
        int what = random.nextInt(any == null ? 3 : 7);
        return switch (what) {
            case 0 -> block.add(field(random));
            case 1 -> block.insert(Placement.top(), field(random));
            case 2 -> block.insert(Placement.belowReceived(), field(random));
            default -> edited(block, random, what, requireNonNull(any));
        };
    }

    private static HeaderBlock edited(HeaderBlock block, Random random, int what, HeaderField handle) {
        return switch (what) {
            case 3 -> block.insert(Placement.before(handle), field(random));
            case 4 -> block.insert(Placement.after(handle), field(random));
            case 5 -> block.change(handle, HeaderField.of(handle.name(), " " + random.nextInt(1000)));
            default -> block.delete(handle);
        };
    }

    private static List<String> delivered(Mta mta, List<HeaderField> sent, HeaderBlock block) {
        TestMail mail = TestMail.of(String.join("\n", lines(sent)) + "\n\n");
        org.milterflux.testing.Mta model =
                mta == Mta.SENDMAIL ? org.milterflux.testing.Mta.SENDMAIL : org.milterflux.testing.Mta.POSTFIX;
        return Delivered.apply(
                        model,
                        AGREEMENT,
                        new MailFrom("<a@example.org>", List.of()),
                        List.of(new RcptTo("<b@example.net>", List.of())),
                        mail,
                        block.requests())
                .mail()
                .headers()
                .stream()
                .map(header -> header.name() + ":" + header.value())
                .toList();
    }

    private static List<String> lines(List<HeaderField> fields) {
        return fields.stream().map(HeaderField::toString).toList();
    }
}
