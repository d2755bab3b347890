package dev.jangada.kube.dump;

import dev.jangada.problem.Message;
import java.util.List;
import java.util.Locale;

/**
 * Something that a user should know and that stops nothing.
 *
 * @param sentence what to tell
 * @param arguments what the sentence's placeholders stand for
 */
public record Note(Message sentence, List<Object> arguments) {

    public Note {
        arguments = List.copyOf(arguments);
    }

    /** A note with its arguments written out. */
    public Note(Message sentence, Object... arguments) {
        this(sentence, List.of(arguments));
    }

    /** The sentence in the user's language. */
    public String in(Locale locale) {
        return sentence.in(locale, arguments.toArray());
    }

    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }
}
