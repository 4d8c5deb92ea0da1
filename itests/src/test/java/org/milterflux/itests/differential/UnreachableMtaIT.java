package org.milterflux.itests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.milterflux.itests.mta.MailPath;
import org.milterflux.itests.mta.Mta;
import org.milterflux.itests.mta.PostfixInstance;
import org.milterflux.itests.mta.RealMtas;
import org.milterflux.itests.mta.Route;
import org.milterflux.itests.runtime.MilterfluxSetup;
import org.milterflux.itests.smtp.SmtpSink;

/**
 * Case 97: a milter that cannot be reached, by the action Postfix knows and by the policy that is meant to be the same.
 * But for the banner and the answer to EHLO: the platform refuses at MAIL only, as it may be back by then.
 */
@RealMtas
class UnreachableMtaIT {

    private static final String NOWHERE = "unix:/nowhere/milter.sock";

    @ParameterizedTest
    @CsvSource({"accept, skip", "tempfail, tempfail", "reject, reject", "quarantine, quarantine"})
    void policyDoesAsDefaultAction(String action, String policy) throws Exception {
        assertThat(withMember(policy)).isEqualTo(withMilter(action));
    }

    private static String withMilter(String action) throws Exception {
        try (SmtpSink sink = SmtpSink.open();
                Mta mta = PostfixInstance.start(sink.port(), "{ " + NOWHERE + ", default_action=" + action + " }")) {
            return observe(mta, sink);
        }
    }

    private static String withMember(String policy) throws Exception {
        MilterfluxSetup setup = MilterfluxSetup.empty()
                .conf("org.milterflux.filter.milter-away.config", "socket=\"" + NOWHERE + "\"")
                .conf("org.milterflux.policy-away.config", "filter=\"milter~away\"", "failure=\"" + policy + "\"");
        try (MailPath path = MailPath.open(Route.POSTFIX_UNIX, setup)) {
            return observe(path.mta(), path.sink());
        }
    }

    private static String observe(Mta mta, SmtpSink sink) throws IOException {
        Scene scene = Scene.of(Map.of(), Letter.USUAL, List.of("SEND"));
        List<String> smtp = new Dialogue(scene).speakTo(mta);
        Awaitility.await().until(mta::isIdle);
        Observation observed = Observation.of(smtp.subList(2, smtp.size()), sink.takeAll(), mta.takeHeld(), Map.of());
        return observed.sections().toString();
    }
}
