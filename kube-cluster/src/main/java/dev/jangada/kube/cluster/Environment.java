package dev.jangada.kube.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 */
record Environment(Map<String, String> variables, Path home) {

    static Environment ofProcess() {
        return new Environment(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /** The first of these variables that is set and not empty. */
    Optional<String> first(String... names) {
        for (String name : names) {
            String value = variables.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
