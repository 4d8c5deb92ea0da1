package org.milterflux.filter.rules.internal;

import java.util.List;
import org.apache.jsieve.Arguments;
import org.apache.jsieve.Block;
import org.apache.jsieve.CommandManager;
import org.apache.jsieve.Commands;
import org.apache.jsieve.ExecutableCommand;
import org.apache.jsieve.ScriptCoordinate;
import org.apache.jsieve.SieveContext;
import org.apache.jsieve.Test;
import org.apache.jsieve.TestManager;
import org.apache.jsieve.commands.AbstractConditionalCommand;
import org.apache.jsieve.exception.LookupException;
import org.apache.jsieve.exception.SieveException;
import org.apache.jsieve.exception.StopException;
import org.apache.jsieve.mail.MailAdapter;
import org.apache.jsieve.tests.ExecutableTest;
import org.jspecify.annotations.Nullable;

/**
 * Runs all of a script when it is loaded: jSieve looks at arguments only when a command or test is carried out, so here every
 * branch is taken, every test of a list is made, and nothing stops.
 */
final class Rehearsal implements CommandManager, TestManager {

    private final Vocabulary vocabulary;

    Rehearsal(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What a command or its tests refuse, and where. */
    static final class Mistake extends SieveException {

        private static final long serialVersionUID = 1L;

        private final int line;
        private final int column;

        Mistake(ScriptCoordinate place, Throwable cause) {
            super(String.valueOf(cause.getMessage()).replaceFirst("\\s*Line \\d+ column \\d+\\.?\\s*$", ""), cause);
            line = place.getStartLineNumber();
            column = place.getStartColumnNumber();
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }
    }

    @Override
    public ExecutableCommand getCommand(String name) throws LookupException {
        ExecutableCommand command = vocabulary.getCommand(name);
        return (mail, arguments, block, context) -> {
            ScriptCoordinate place = context.getCoordinate();
            try {
                carryOut(command, mail, arguments, block, context);
            } catch (Mistake e) {
                throw e;
            } catch (SieveException | IllegalArgumentException e) {
                throw new Mistake(place, e);
            }
            return null;
        };
    }

    private static void carryOut(
            ExecutableCommand command,
            MailAdapter mail,
            Arguments arguments,
            @Nullable Block block,
            SieveContext context)
            throws SieveException {
        // What was done in another branch does not stand in the way.
        context.getCommandStateManager().setHasActions(false);
        context.getCommandStateManager().setRejected(false);
        mail.getActions().clear();
        if (command instanceof AbstractConditionalCommand && block != null) {
            block.execute(mail, context);
        }
        boolean isBranch = command instanceof AbstractConditionalCommand && block != null;
        try {
            command.execute(mail, arguments, isBranch ? new Block(new Commands(List.of())) : block, context);
        } catch (StopException e) {
            // The rest is looked at all the same.
        }
        ((SieveMessage) mail).decision();
    }

    @Override
    public boolean isCommandSupported(String name) {
        return vocabulary.isCommandSupported(name);
    }

    @Override
    public ExecutableTest getTest(String name) throws LookupException {
        ExecutableTest test = vocabulary.getTest(name);
        return (mail, arguments, context) -> {
            if (arguments.hasTests()) {
                for (Test inner : arguments.getTestList().getTests()) {
                    inner.isTestPassed(mail, context);
                }
            }
            return test.execute(mail, arguments, context);
        };
    }

    @Override
    public List<String> getExtensions() {
        return List.of();
    }
}
