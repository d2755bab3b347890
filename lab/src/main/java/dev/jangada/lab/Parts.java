package dev.jangada.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The real programs that the lab runs, built once by the script {@code lab/parts} and kept in a cache. */
public final class Parts {

    private static final ConcurrentHashMap<String, Path> FOUND = new ConcurrentHashMap<>();

    private Parts() {}

    /**
     * The program of a part; builds it if the cache does not have it, which takes minutes.
     *
     * @param part a name that {@code lab/parts} knows, for example {@code etcd} or {@code kube-apiserver}
     * @throws LabException with what the script said, if there is no such part or it cannot be built
     */
    public static Path path(String part) {
        return FOUND.computeIfAbsent(part, Parts::build);
    }

    /** The root of the source tree, where {@code lab/parts} lies. */
    public static Path root() {
        String given = System.getProperty("jangada.root");
        Path start = Path.of(given == null ? "" : given).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("lab/parts"))) {
                return at;
            }
        }
        throw new LabException("lab/parts is in no folder above " + start
                + ": run in the source tree, or name it with -Djangada.root");
    }

    /** Where built parts and clusters of {@code lab/cluster} are kept; {@code lab/parts} says the same. */
    public static Path cache() {
        String chosen = System.getenv("JANGADA_LAB_CACHE");
        if (chosen != null) {
            return Path.of(chosen);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        return (caches == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches))
                .resolve("jangada-lab");
    }

    private static Path build(String part) {
        CommandResult result =
                CommandResult.of(List.of("bash", root().resolve("lab/parts").toString(), part), new byte[0]);
        if (result.exit() != 0) {
            throw new LabException(result.stderr().strip());
        }
        return Path.of(result.stdout().strip().substring(part.length() + 1));
    }
}
