package org.milterflux.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.milterflux.protocol.CommandCode;
import org.milterflux.protocol.MacroStage;
import org.milterflux.protocol.Macros;

class MacroScopesTest {

    private static MacroScopes told(MacroScopes before, CommandCode event, Map<String, String> values) {
        return before.with(Macros.before(event, values));
    }

    @Test
    void theLatestStageHasTheWordWheneverItTold() {
        MacroScopes late = told(MacroScopes.NONE, CommandCode.END_OF_MESSAGE, Map.of("i", "end"));
        MacroScopes both = told(late, CommandCode.MAIL, Map.of("i", "mail", "mail_addr", "a@example.org"));
        assertThat(both.value("i")).hasValue("end");
        assertThat(both.value("{mail_addr}")).hasValue("a@example.org");
        assertThat(late.value("mail_addr")).as("what was there stays as it was").isEmpty();
    }

    @Test
    void anEventForgetsWhatLaterStagesTold() {
        MacroScopes all = told(MacroScopes.NONE, CommandCode.CONNECT, Map.of("j", "mx"));
        all = told(all, CommandCode.MAIL, Map.of("i", "mail"));
        all = told(all, CommandCode.RCPT, Map.of("rcpt_addr", "b@example.org"));
        MacroScopes nextMail = all.at(MacroStage.MAIL);
        assertThat(nextMail.value("rcpt_addr")).isEmpty();
        assertThat(nextMail.value("i")).hasValue("mail");
        assertThat(nextMail.at(MacroStage.HELO).value("i")).isEmpty();
        assertThat(nextMail.at(MacroStage.HELO).value("j")).hasValue("mx");
    }

    @Test
    void newsReplaceWhatTheStageToldUnlessTheyAreEmpty() {
        MacroScopes first = told(MacroScopes.NONE, CommandCode.RCPT, Map.of("rcpt_addr", "b", "rcpt_host", "h"));
        MacroScopes second = told(first, CommandCode.RCPT, Map.of("rcpt_addr", "c"));
        assertThat(second.value("rcpt_addr")).hasValue("c");
        assertThat(second.value("rcpt_host")).isEmpty();
        assertThat(told(second, CommandCode.RCPT, Map.of()).value("rcpt_addr")).hasValue("c");
    }

    @Test
    void whatBelongsToNoStageIsNotKept() {
        assertThat(told(MacroScopes.NONE, CommandCode.HEADER, Map.of("i", "4Xyz"))
                        .value("i"))
                .isEmpty();
    }
}
