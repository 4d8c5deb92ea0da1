package org.milterflux.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.milterflux.launcher.command.ArchiveCommand;
import org.milterflux.launcher.command.CheckCommand;
import org.milterflux.launcher.command.ConsoleCommand;
import org.milterflux.launcher.command.RunCommand;
import org.milterflux.launcher.command.SendCommand;
import org.milterflux.launcher.command.StartCommand;
import org.milterflux.launcher.command.StatusCommand;
import org.milterflux.launcher.command.StopCommand;
import org.milterflux.launcher.command.VersionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code bin/milterflux}. */
@Command(
        name = "milterflux",
        description = "One milter behind the MTA that holds a chain of hot-deployable filters.",
        synopsisSubcommandLabel = "COMMAND")
public final class Milterflux {

    /** Before the log inside the framework takes over: time, level, text. */
    private static final String EARLY_LOG_FORMAT = "%1$tF %1$tT,%1$tL %4$s %5$s%6$s%n";

    /** Logs only that it works. Kept here, because the JDK forgets loggers nobody holds. */
    private static final Logger SERVICE_LOADER_LOG = Logger.getLogger("org.apache.aries.spifly");

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            ConsoleCommand.class,
            CheckCommand.class,
            SendCommand.class,
            ArchiveCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class);

    private Milterflux() {}

    /** Runs one command and exits with its status. */
    public static void main(String... arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", EARLY_LOG_FORMAT);
        SERVICE_LOADER_LOG.setLevel(Level.WARNING);
        System.exit(status(arguments));
    }

    private static int status(String... arguments) {
        try {
            Optional<RunCommand> run = RunCommand.of(arguments);
            return run.isPresent() ? run.get().call() : execute(arguments);
        } catch (Exception failure) {
            return explain(failure);
        }
    }

    private static int execute(String... arguments) {
        CommandLine milterflux = commandLine(arguments);
        milterflux.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure));
        // What follows "console" may have options of its own: console lb -s.
        milterflux.getSubcommands().forEach((name, command) -> command.setStopAtPositional(name.equals("console")));
        return milterflux.execute(arguments);
    }

    /** With the command that is named, or all when none is: picocli takes its time to read each, and a start is waited for. */
    static CommandLine commandLine(String... arguments) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        CommandLine milterflux = new CommandLine(new Milterflux());
        // "help" tells of all the others.
        (named.isEmpty() || named.contains(CommandLine.HelpCommand.class) ? COMMANDS : named)
                .forEach(milterflux::addSubcommand);
        return milterflux;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** What the user can mend is one line; the rest is our fault and needs its stack. */
    private static int explain(Exception failure) {
        if (failure instanceof IOException || failure instanceof IllegalArgumentException) {
            System.err.println("milterflux: " + reason(failure));
        } else {
            failure.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The JDK's own file exceptions often say nothing but the path. */
    private static String reason(Exception failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no right to use " + denied.getFile() + " as user " + System.getProperty("user.name");
        }
        if (failure instanceof FileSystemException refused && refused.getReason() == null) {
            return "cannot read or make " + refused.getFile();
        }
        return String.valueOf(failure.getMessage());
    }
}
