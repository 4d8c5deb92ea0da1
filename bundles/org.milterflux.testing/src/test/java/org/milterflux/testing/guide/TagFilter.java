package org.milterflux.testing.guide;

import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.FilterProfile;
import org.milterflux.api.Message;
import org.milterflux.api.MessageFilter;
import org.milterflux.api.Verdict;
import org.osgi.service.component.annotations.Component;

/** Marks mail from outside. */
@Component
@FilterProfile(name = "tag", edits = Edit.Kind.HEADERS, body = false)
public final class TagFilter implements MessageFilter {

    @Override
    public Decision onMessage(Message message) {
        return message.headers()
                .first("Subject")
                .filter(subject -> message.macro("auth_authen").isEmpty())
                .map(subject -> Decision.edit(Edit.changeHeader(subject, "[EXT] " + subject.value())))
                .orElse(Verdict.pass());
    }
}
