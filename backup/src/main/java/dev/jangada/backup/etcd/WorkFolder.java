package dev.jangada.backup.etcd;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where working files are made. Not in {@code /tmp}, which is memory on many systems, and etcd's snapshot can have gigabytes.
 */
public final class WorkFolder {

    private WorkFolder() {}

    /**
     * The usual one: {@code jangada/work} in {@code $XDG_CACHE_HOME}, or {@code ~/.cache}; for a service without a home, what systemd
     * made for it ({@code $CACHE_DIRECTORY}), else {@code /var/tmp}.
     *
     * @param environment the process's variables
     */
    public static Path usual(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        String service = environment.getOrDefault("CACHE_DIRECTORY", "");
        if (cache.startsWith("/")) {
            return Path.of(cache, "jangada", "work");
        }
        if (home.startsWith("/") && home.length() > 1) {
            return Path.of(home, ".cache", "jangada", "work");
        }
        return service.startsWith("/") ? Path.of(service.split(":", 2)[0], "work") : Path.of("/var/tmp");
    }
}
