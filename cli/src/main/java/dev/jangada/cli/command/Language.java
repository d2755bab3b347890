package dev.jangada.cli.command;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Which language the user reads. */
public final class Language {

    private static final Locale PORTUGUESE = Locale.of("pt", "BR");

    private Language() {}

    /**
     * The language of {@code --lang}, of {@code JANGADA_LANG}, or of the locale; looked for before the command line is
     * parsed, because what is wrong with it is to be told in that language too.
     */
    public static Locale of(String[] arguments, Map<String, String> environment) {
        String wanted = "";
        for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
            if (arguments[i].startsWith("--lang=")) {
                wanted = arguments[i].substring("--lang=".length());
            } else if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                wanted = arguments[i + 1];
            }
        }
        return Stream.of(
                        wanted,
                        environment.get("JANGADA_LANG"),
                        environment.get("LC_ALL"),
                        environment.get("LC_MESSAGES"),
                        environment.get("LANG"))
                .filter(Objects::nonNull)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(Language::named)
                .orElse(Locale.ENGLISH);
    }

    /** Checks what the user typed: the environment may name any language, an option must name one of these. */
    static final class Option implements CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!name.toLowerCase(Locale.ROOT).matches("(en|pt)([-_].*)?")) {
                throw new CommandLine.TypeConversionException(name);
            }
            return name;
        }
    }

    /** Portuguese of any country reads Brazilian Portuguese; everything else English. */
    static Locale named(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("pt") ? PORTUGUESE : Locale.ENGLISH;
    }
}
