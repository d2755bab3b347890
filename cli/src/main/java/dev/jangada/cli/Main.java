package dev.jangada.cli;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Failure;
import dev.jangada.cli.command.Language;
import dev.jangada.cli.command.Logging;
import dev.jangada.cli.command.UsageProblem;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.BundleFiles;
import dev.jangada.problem.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/** The process: arguments in, exit code out. */
public final class Main {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        var code = new AtomicInteger(code(ExitCode.FAILED));
        // A virtual thread: those wake up from reading a socket when they are interrupted.
        Thread command =
                Thread.ofVirtual().name("command").unstarted(() -> code.set(run(Terminal.system(), arguments)));
        // Ctrl-C, or a request to end: the command is interrupted and gets a moment to take away what it has
        // half-written.
        Thread interrupt = Thread.ofPlatform().unstarted(() -> {
            command.interrupt();
            boolean ended = false;
            try {
                ended = command.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // Whichever signal it was, the code says the same: left to itself, Java tells one from the other.
            Runtime.getRuntime().halt(ended ? code.get() : code(ExitCode.INTERRUPTED));
        });
        Runtime.getRuntime().addShutdownHook(interrupt);
        command.start();
        command.join();
        try {
            Runtime.getRuntime().removeShutdownHook(interrupt);
        } catch (IllegalStateException _) {
            // A signal ends the process, and the thread above says with which code.
            return;
        }
        // Not System.exit: it sets up the logging, to ask whether the exit is to be logged.
        Runtime.getRuntime().halt(code.get());
    }

    /**
     * Runs one command in this process.
     *
     * @return the exit code
     */
    public static int run(Terminal outer, String... arguments) {
        Locale locale = Language.of(arguments, System.getenv());
        Terminal terminal = outer.speaking(locale);
        System.setProperty("java.util.logging.config.class", Logging.class.getName());
        // picocli would look for Groovy, and for that open every jar.
        System.setProperty("picocli.disable.closures", "true");
        // The same for types of java.sql, which the runtime of the archive does not have.
        System.setProperty("picocli.converters.excludes", "java\\.sql\\..*");
        try {
            CommandLine line = JangadaCommand.line(terminal, Commands.in(arguments));
            line.setResourceBundle(ResourceBundle.getBundle("dev.jangada.cli.help", locale, BundleFiles.CONTROL));
            // What picocli itself prints: it would tell an output that fails in its own way.
            var help = new StringWriter();
            line.setOut(new PrintWriter(help));
            line.setErr(terminal.err());
            line.setColorScheme(CommandLine.Help.defaultColorScheme(
                    terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
            line.setUsageHelpWidth(Math.clamp(terminal.width(), 60, 120));
            line.setUsageHelpLongOptionsMaxWidth(32);
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.setAbbreviatedOptionsAllowed(false);
            line.registerConverter(Path.class, Main::path);
            line.setParameterExceptionHandler((exception, given) -> UsageProblem.tell(terminal, exception));
            line.setExecutionExceptionHandler(
                    (exception, command, result) -> Failure.tell(terminal, exception, Failure.details(result)));
            int code = execute(line, terminal, arguments);
            terminal.out().print(help);
            terminal.flush();
            return code;
        } catch (UncheckedIOException e) {
            // The last lines, or the help, could not be written.
            return Failure.tell(terminal, e, false);
        }
    }

    /** What picocli does not catch is told too: what a library throws when memory or a part of it is missing. */
    private static int execute(CommandLine line, Terminal terminal, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (Error e) {
            return Failure.tell(terminal, e, Failure.details(line.getParseResult()));
        }
    }

    /** An empty path would be the current directory, and is a variable without a value far more often. */
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new CommandLine.TypeConversionException("an empty path");
        }
        return Path.of(text);
    }

    /** The number of an exit code, for commands. */
    static int code(ExitCode code) {
        return code.code();
    }
}
