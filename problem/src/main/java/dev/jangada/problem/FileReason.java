package dev.jangada.problem;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a file could not be read or written. */
enum FileReason implements Message {
    NO_SUCH_FILE("no such file"),
    NOT_PERMITTED("permission denied|operation not permitted"),
    EXISTS("file exists"),
    NOT_EMPTY("directory not empty"),
    NOT_A_DIRECTORY("not a directory"),
    IS_A_DIRECTORY("is a directory"),
    READ_ONLY("read-only file system"),
    NO_ROOM("no space left|quota exceeded"),
    TOO_LARGE("file too large"),
    DEVICE_FAILED("input/output error"),
    TOO_MANY_OPEN("too many open files"),
    NAME_TOO_LONG("file name too long"),
    SYSTEM_SAYS("(?!)");

    private final Pattern words;

    /** With the system's words: Linux, strerror in English. */
    FileReason(String words) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    static Optional<FileReason> of(String system) {
        return Stream.of(values())
                .filter(reason -> reason.words.matcher(system).find())
                .findFirst();
    }
}
