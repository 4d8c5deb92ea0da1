package org.milterflux.testing.guide;

import java.util.List;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.result.ResultHeader;
import org.milterflux.api.result.ScanResult;
import org.milterflux.api.result.ScanResult.Outcome;
import org.milterflux.api.result.ScanResult.Topic;
import org.osgi.service.component.annotations.Component;

/** Tells others what it found: nothing, as it does not look. */
@Component
@FilterProfile(name = "scanner", edits = Edit.Kind.HEADERS, produces = "scanner")
public final class ScannerFilter implements MessageFilter {

    @Override
    public Decision onMessage(Message message) {
        ScanResult.of("scanner", "no engine", Topic.MALWARE, Outcome.CLEAN, List.of())
                .leaveIn(message.attributes());
        return Decision.edit(new ResultHeader("X-Virus-Scanned").write(message.headers(), "clean"));
    }
}
