package org.milterflux.filter.rules.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.jsieve.Argument;
import org.apache.jsieve.Arguments;
import org.apache.jsieve.Block;
import org.apache.jsieve.NumberArgument;
import org.apache.jsieve.SieveContext;
import org.apache.jsieve.StringListArgument;
import org.apache.jsieve.TagArgument;
import org.apache.jsieve.commands.AbstractBodyCommand;
import org.apache.jsieve.comparators.ComparatorUtils;
import org.apache.jsieve.exception.SieveException;
import org.apache.jsieve.exception.SyntaxException;
import org.apache.jsieve.mail.MailAdapter;
import org.jspecify.annotations.Nullable;
import org.milterflux.api.Edit;
import org.milterflux.api.HeaderField;

/** The commands that jSieve does not know: {@code addheader} and {@code deleteheader} of RFC 5293, and our quarantine. */
final class EditCommands {

    private EditCommands() {}

    /** A command that changes the message and leaves the implicit keep as it is. */
    private abstract static class EditCommand extends AbstractBodyCommand {

        @Override
        protected void validateArguments(Arguments arguments, SieveContext context) {}

        @Override
        protected @Nullable Object executeBasic(
                MailAdapter mail, Arguments arguments, @Nullable Block block, SieveContext context)
                throws SieveException {
            if (block != null || arguments.hasTests()) {
                throw new SyntaxException("it takes neither a block nor tests");
            }
            Words words = new Words(arguments.getArgumentList());
            try {
                edit((SieveMessage) mail, words, context);
            } catch (IllegalArgumentException e) {
                throw new SyntaxException(e.getMessage(), e);
            }
            return null;
        }

        abstract void edit(SieveMessage message, Words words, SieveContext context) throws SieveException;
    }

    /** {@code addheader [":last"] <field-name: string> <value: string>} (§4). */
    static final class AddHeader extends EditCommand {

        @Override
        void edit(SieveMessage message, Words words, SieveContext context) throws SieveException {
            boolean last = words.takes(":last");
            String name = words.text("a field name");
            String value = words.text("a value");
            words.end();
            Edit.addHeader(name, "");
            message.header().add(name, value, last);
        }
    }

    /**
     * {@code deleteheader [":index" <fieldno: number> [":last"]] [COMPARATOR] [MATCH-TYPE] <field-name: string>
     * [<value-patterns: string-list>]} (§5).
     */
    static final class DeleteHeader extends EditCommand {

        @Override
        void edit(SieveMessage message, Words words, SieveContext context) throws SieveException {
            int index = words.takes(":index") ? words.number() : 0;
            boolean last = index > 0 && words.takes(":last");
            String comparator = words.takes(":comparator") ? words.text("a comparator") : "i;ascii-casemap";
            String match = words.takesOneOf(":is", ":contains", ":matches");
            comparator = words.takes(":comparator") ? words.text("a comparator") : comparator;
            String name = words.text("a field name");
            List<String> patterns = words.texts();
            words.end();
            Edit.addHeader(name, "");
            List<HeaderField> fields = message.header().named(name);
            for (HeaderField field : index > 0 ? only(fields, last ? fields.size() - index : index - 1) : fields) {
                if (patterns.isEmpty() || isLike(field, patterns, match, comparator, context)) {
                    message.header().delete(field);
                }
            }
        }

        private static List<HeaderField> only(List<HeaderField> fields, int index) {
            return index >= 0 && index < fields.size() ? List.of(fields.get(index)) : List.of();
        }

        private static boolean isLike(
                HeaderField field, List<String> patterns, String match, String comparator, SieveContext context)
                throws SieveException {
            for (String pattern : patterns) {
                if (ComparatorUtils.match(comparator, match, HeaderDraft.read(field), pattern, context)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code quarantine <reason: string>}: holds the message when it is accepted. */
    static final class Quarantine extends EditCommand {

        @Override
        void edit(SieveMessage message, Words words, SieveContext context) throws SieveException {
            String reason = words.text("a reason");
            words.end();
            message.quarantine(reason);
        }
    }

    /** The arguments of a command, taken one after the other. */
    private static final class Words {

        private final List<Argument> rest;

        Words(List<Argument> arguments) {
            rest = new ArrayList<>(arguments);
        }

        boolean takes(String tag) {
            boolean there = !rest.isEmpty() && rest.get(0) instanceof TagArgument argument && argument.is(tag);
            if (there) {
                rest.remove(0);
            }
            return there;
        }

        String takesOneOf(String... tags) {
            for (String tag : tags) {
                if (takes(tag)) {
                    return tag;
                }
            }
            return tags[0];
        }

        int number() throws SyntaxException {
            Iterator<Argument> all = rest.iterator();
            if (all.hasNext() && all.next() instanceof NumberArgument argument && argument.getInteger() > 0) {
                all.remove();
                return argument.getInteger();
            }
            throw new SyntaxException("a number from 1 must follow :index");
        }

        String text(String what) throws SyntaxException {
            List<String> texts = texts();
            if (texts.size() != 1) {
                throw new SyntaxException(
                        "it needs " + what + ", in quotes" + (rest.isEmpty() ? "" : ", not " + rest.get(0)));
            }
            return texts.get(0);
        }

        /** The list that is next; none when something else is. */
        List<String> texts() {
            Iterator<Argument> all = rest.iterator();
            if (all.hasNext() && all.next() instanceof StringListArgument argument) {
                all.remove();
                return argument.getList();
            }
            return List.of();
        }

        void end() throws SyntaxException {
            if (!rest.isEmpty()) {
                throw new SyntaxException("it does not understand " + rest.get(0));
            }
        }
    }
}
