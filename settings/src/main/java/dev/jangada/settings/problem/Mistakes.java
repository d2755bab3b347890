package dev.jangada.settings.problem;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a settings file, so that all of it can be told at once. */
public final class Mistakes {

    private final Path file;
    private final List<Mistake> found = new ArrayList<>();

    /** None yet in this file. */
    public Mistakes(Path file) {
        this.file = file;
    }

    /**
     * Another one.
     *
     * @param line where, from 1
     * @param key at which key, with its sections; empty for the whole file
     * @param message takes file, line, key and then the arguments
     */
    public void add(int line, String key, SettingsMessage message, @Nullable Object... arguments) {
        @Nullable
        Object[] all =
                Stream.concat(Stream.of(file, line, key), Stream.of(arguments)).toArray();
        found.add(new Mistake(line, key, new Problem(ExitCode.USAGE, message, all)));
    }

    /** All of them, in the order of their lines. */
    public List<Mistake> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(Mistake::line)).toList();
    }
}
