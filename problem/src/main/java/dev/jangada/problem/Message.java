package dev.jangada.problem;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * One sentence of a room, in every language that Jangada speaks.
 *
 * <p>A room declares an enum that implements this interface; the constant {@code NOT_JSON} of an enum in package
 * {@code dev.jangada.kube.dump} is the entry {@code NOT_JSON} of {@code dev/jangada/kube/dump/messages.properties}
 * (English) and {@code messages_pt_BR.properties}. Entries are {@link MessageFormat} patterns: arguments are
 * <code>{0}</code>, <code>{1}</code> …, and an apostrophe is written twice.
 */
public interface Message {

    /** The entry's name, supplied by the enum. */
    String name();

    /**
     * The sentence in a language.
     *
     * @param locale the reader's language; any other than Portuguese reads English
     * @param arguments what the pattern's placeholders stand for; numbers and dates are written as the locale does
     */
    default String in(Locale locale, @org.jspecify.annotations.Nullable Object... arguments) {
        Class<?> room = getClass().isEnum() ? getClass() : getClass().getSuperclass();
        ResourceBundle bundle = ResourceBundle.getBundle(
                room.getPackageName() + ".messages", locale, room.getClassLoader(), BundleFiles.CONTROL);
        return new MessageFormat(bundle.getString(name()), locale).format(arguments);
    }
}
