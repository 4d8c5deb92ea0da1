package org.milterflux.testing.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.milterflux.api.Decision;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;
import org.milterflux.api.Verdict;
import org.milterflux.testing.TestMessage;

class TagFilterTest {

    @Test
    void marksMailFromOutside() {
        TestMessage message = TestMessage.plain("Hi\r\n").withHeader("Subject", "Hello");
        HeaderField subject = message.headers().first("Subject").orElseThrow();
        assertEquals(Decision.edit(Edit.changeHeader(subject, "[EXT] Hello")), new TagFilter().onMessage(message));
    }

    @Test
    void leavesOurUsersAlone() {
        TestMessage message =
                TestMessage.plain("Hi\r\n").withHeader("Subject", "Hello").withMacro("auth_authen", "ann");
        assertEquals(Verdict.pass(), new TagFilter().onMessage(message));
    }
}
