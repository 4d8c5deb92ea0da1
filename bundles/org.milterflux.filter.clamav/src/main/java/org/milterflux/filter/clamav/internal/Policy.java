package org.milterflux.filter.clamav.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.Message;
import org.milterflux.api.SmtpReply;
import org.milterflux.api.Verdict;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of one message: leaves the result to later filters, and decides. */
record Policy(ClamavSettings settings, Message message, String engine) {

    private static final Logger LOG = LoggerFactory.getLogger(Policy.class);

    /** For a message that clamd has seen: the name of what it found, or nothing. */
    Decision scanned(Optional<String> signature) {
        leave(
                signature.isPresent() ? Outcome.FOUND : Outcome.CLEAN,
                signature.stream().toList());
        return signature.map(this::infected).orElseGet(() -> Decision.edit(written("clean")));
    }

    private Decision infected(String signature) {
        LOG.info("{}: infected with {}, says {}", queueId(), signature, engine);
        String reply = settings.reply().replace(ClamavSettings.SIGNATURE, signature);
        return switch (settings.infected()) {
            case REJECT -> Verdict.reject("5.7.1", reply);
            case TEMPFAIL -> Verdict.tempfail("4.7.1", reply);
            case DISCARD -> Verdict.discard();
            case TAG -> Decision.edit(written("infected: " + signature));
            case QUARANTINE -> {
                List<Edit> edits = new ArrayList<>(written("infected: " + signature));
                edits.add(Edit.quarantine("infected: " + signature));
                yield Decision.edit(edits);
            }
        };
    }

    /** For a message that is larger than clamd is to be shown. */
    Decision tooLarge() throws IOException {
        String why = "larger than " + settings.maxBytes() + " bytes (maxBytes)";
        return unscanned(
                settings.tooLarge(),
                new IOException(why),
                SmtpReply.of(552, "5.3.4", "This message is too large to be scanned for viruses"));
    }

    /** For a message to which no clamd gave an answer. */
    Decision failed(IOException why) throws IOException {
        return unscanned(
                settings.unscanned(), why, SmtpReply.of(554, "5.7.1", "This message could not be scanned for viruses"));
    }

    private Decision unscanned(Unscanned action, IOException why, SmtpReply reply) throws IOException {
        String reason = String.valueOf(why.getMessage());
        leave(Outcome.UNSCANNED, List.of(reason));
        if (action == Unscanned.FAIL) {
            throw why;
        }
        LOG.warn("{}: not scanned: {}", queueId(), reason);
        // The reason names hosts of ours, which are no business of those who get the message.
        return action == Unscanned.REJECT ? Verdict.reply(reply) : Decision.edit(written("not scanned"));
    }

    private void leave(Outcome outcome, List<String> findings) {
        ScanResult.of(settings.id(), engine, Topic.MALWARE, outcome, findings).leaveIn(message.attributes());
    }

    private List<Edit> written(String value) {
        return settings.header()
                .map(header -> header.write(message.headers(), value))
                .orElse(List.of());
    }

    private String queueId() {
        return message.queueId().orElse("no queue id");
    }
}
