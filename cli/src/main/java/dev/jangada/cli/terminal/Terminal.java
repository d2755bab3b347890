package dev.jangada.cli.terminal;

import dev.jangada.problem.Message;
import dev.jangada.problem.Problem;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: data to {@link #out}, everything else to {@link #err}, in the user's language.
 *
 * @param in what a person types
 * @param out standard output, buffered, UTF-8
 * @param err standard error, flushed with every line
 * @param outIsTerminal whether a person sees standard output
 * @param errIsTerminal whether a person sees standard error
 * @param environment the process's environment
 * @param locale the user's language
 */
public record Terminal(
        Input in,
        PrintWriter out,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment,
        Locale locale) {

    private static final int BUFFER = 1 << 16;
    private static final int USUAL_WIDTH = 80;
    private static final int REPLACEMENT = 0xFFFD;

    /** The process's own streams. */
    public static Terminal system() {
        // The launcher says which of the streams is a terminal: Java cannot tell them apart.
        Map<String, String> environment = System.getenv();
        return new Terminal(
                Input.system(environment.getOrDefault("JANGADA_STDIN_TTY", "").equals("1")),
                writer(FileDescriptor.out, false),
                writer(FileDescriptor.err, true),
                environment.getOrDefault("JANGADA_STDOUT_TTY", "").equals("1"),
                environment.getOrDefault("JANGADA_STDERR_TTY", "").equals("1"),
                environment,
                Locale.ENGLISH);
    }

    private static PrintWriter writer(FileDescriptor descriptor, boolean autoFlush) {
        OutputStream stream = new Output(new FileOutputStream(descriptor));
        return new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER), autoFlush);
    }

    /** The same in another language. */
    public Terminal speaking(Locale language) {
        return new Terminal(in, out, err, outIsTerminal, errIsTerminal, environment, language);
    }

    /** Whether data on standard output is coloured. See no-color.org. */
    public boolean colours() {
        return outIsTerminal && plainEnvironment();
    }

    /** Whether notes on standard error are coloured. */
    boolean errColours() {
        return errIsTerminal && plainEnvironment();
    }

    private boolean plainEnvironment() {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Whether a person can be asked: sees the question and types the answer. */
    public boolean canAsk() {
        return in.isTerminal() && errIsTerminal;
    }

    /**
     * Asks for a line that is not shown while it is typed; empty at the end.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws Problem if it would be shown
     */
    public String secret(String question) {
        out.flush();
        try {
            return in.secret(() -> {
                err.print(harmless(question) + " ");
                err.flush();
            });
        } finally {
            // The end of the line was not shown either.
            err.println();
        }
    }

    /** How many characters a line of the terminal holds. */
    public int width() {
        try {
            return Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** A sentence of this room in the user's language; a problem among the arguments is told in it too. */
    public String text(Message message, @Nullable Object... arguments) {
        Object[] told = Arrays.stream(arguments)
                .map(argument -> argument instanceof Problem problem ? problem.in(locale) : argument)
                .toArray();
        return message.in(locale, told);
    }

    /**
     * A text on one line that a terminal shows and does not obey: what comes from clusters and files may hold escape
     * sequences, line breaks that fake a line, and marks that turn the direction of writing.
     */
    public static String harmless(String text) {
        return replaced(text, point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }

    private static String replaced(String text, IntPredicate unwanted) {
        return text.codePoints().anyMatch(unwanted)
                ? text.codePoints()
                        .map(point -> unwanted.test(point) ? REPLACEMENT : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    /** Takes a line of progress away, so that something can be written in its place. */
    public void startOfLine() {
        err.print("\r\033[K");
        err.flush();
    }

    /** Tells the user a sentence on standard error; only this program's own sentences have several lines. */
    public void note(Message message, @Nullable Object... arguments) {
        err.println(replaced(
                text(message, arguments), point -> Character.isISOControl(point) && point != '\n' && point != '\t'));
    }

    /**
     * Writes what is buffered.
     *
     * @throws java.io.UncheckedIOException if standard output cannot be written
     */
    public void flush() {
        out.flush();
        err.flush();
    }
}
