package dev.jangada.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can act on: what went wrong, where, and what to do.
 *
 * <p>{@link #getMessage()} is English, for logs; {@link #in(Locale)} is for the user. The cause, if any, is shown only
 * when the user asks for details.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Message sentence;
    private final ExitCode exitCode;
    private final transient List<@Nullable Object> arguments;

    /** A problem with no underlying exception. */
    public Problem(ExitCode exitCode, Message sentence, @Nullable Object... arguments) {
        this(null, exitCode, sentence, arguments);
    }

    /**
     * A problem and the exception behind it.
     *
     * @param cause what was thrown below, for the log
     * @param exitCode how the process ends if nobody handles the problem
     * @param sentence what to tell the user
     * @param arguments what the sentence's placeholders stand for; a {@link Problem} among them is told in the same
     *     language
     */
    public Problem(@Nullable Throwable cause, ExitCode exitCode, Message sentence, @Nullable Object... arguments) {
        super(sentence.in(Locale.ENGLISH, told(Locale.ENGLISH, arguments)), cause);
        this.sentence = sentence;
        this.exitCode = exitCode;
        this.arguments = Arrays.asList(arguments.clone());
    }

    /** How the process ends if nobody handles this problem. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** The stable name of what went wrong, for scripts: the message's name in lower case with dashes. */
    public String code() {
        return sentence.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The sentence in the user's language. */
    public String in(Locale locale) {
        return sentence.in(locale, told(locale, arguments.toArray()));
    }

    private static @Nullable Object[] told(Locale locale, @Nullable Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Problem problem ? problem.in(locale) : argument)
                .toArray();
    }
}
