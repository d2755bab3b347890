package dev.jangada.backup.schedule;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a program could not be started, in the words of the operating system alone. */
final class ProgramStart {

    /**
     * Java wraps them up: {@code Cannot run program "x" (in directory "y"): Exec failed, error: 2 (No such file or directory)}; before
     * Java 25 the end was {@code error=2, No such file or directory}. Source: {@code ProcessImpl_md.c}, {@code throwIOException}.
     */
    private static final Pattern REASON = Pattern.compile("error(?:: \\d+ \\((.+?)\\)|=\\d+, (.+?))\\s*$");

    private ProgramStart() {}

    /** The reason in few words, without the program's name. */
    static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher found = REASON.matcher(message);
        if (!found.find()) {
            return message;
        }
        String words = found.group(1) == null ? found.group(2) : found.group(1);
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
