package dev.jangada.repository.play;

import dev.jangada.lab.LabException;
import dev.jangada.lab.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A real program that tests run. */
final class Program {

    private static final ConcurrentHashMap<String, Path> FOUND = new ConcurrentHashMap<>();

    private Program() {}

    /**
     * Where a program is: named by the system property {@code jangada.NAME}, on the PATH, or built by {@code lab/parts}.
     *
     * @param advice how to get it
     */
    static Path find(String name, String advice) {
        return FOUND.computeIfAbsent(name, wanted -> {
            String given = System.getProperty("jangada." + wanted);
            if (given != null) {
                return Path.of(given);
            }
            Optional<Path> onPath = Arrays.stream(System.getenv("PATH").split(":"))
                    .map(directory -> Path.of(directory, wanted))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (onPath.isPresent()) {
                return onPath.get();
            }
            try {
                return Parts.path(wanted);
            } catch (LabException e) {
                throw new IllegalStateException(
                        "this test needs " + wanted + ": " + advice + ", or name it with -Djangada." + wanted, e);
            }
        });
    }
}
