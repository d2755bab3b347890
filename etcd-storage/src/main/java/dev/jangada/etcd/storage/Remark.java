package dev.jangada.etcd.storage;

import dev.jangada.problem.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user should know about a file and that is no failure.
 *
 * @param message the sentence
 * @param arguments what its placeholders stand for
 */
public record Remark(Message message, List<@Nullable Object> arguments) {

    static Remark of(Message message, @Nullable Object... arguments) {
        return new Remark(message, Arrays.asList(arguments));
    }

    /** The sentence in the user's language. */
    public String in(Locale locale) {
        return message.in(locale, arguments.toArray());
    }

    /** The stable name of the remark, for scripts. */
    public String code() {
        return message.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
