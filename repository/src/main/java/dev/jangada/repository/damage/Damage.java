package dev.jangada.repository.damage;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Locale;

/**
 * Why something is not what it should be. It has no stack trace, so that a check can keep as many as there are packs.
 *
 * @param kind the words
 * @param arguments what the placeholders of the words stand for; another damage or a {@link Problem} among them is told in the same
 *     language
 */
public record Damage(DamageMessage kind, List<Object> arguments) {

    /** Copies the list. */
    public Damage {
        arguments = List.copyOf(arguments);
    }

    /** Damage of a kind. */
    public static Damage of(DamageMessage kind, Object... arguments) {
        return new Damage(kind, List.of(arguments));
    }

    /** The words in the reader's language. */
    public String in(Locale locale) {
        return asProblem().in(locale);
    }

    /** The words for an argument of a problem's sentence, which tells it in its own language. */
    public Problem asProblem() {
        Object[] told = arguments.stream()
                .map(argument -> argument instanceof Damage damage ? damage.asProblem() : argument)
                .toArray();
        return new Problem(ExitCode.CORRUPT, kind, told);
    }

    /** The words in English, for logs. */
    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }
}
