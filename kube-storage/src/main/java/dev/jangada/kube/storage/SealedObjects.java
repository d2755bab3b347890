package dev.jangada.kube.storage;

import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Objects of a kind that a KMS plugin has the key of: no file can help, so all of them are told in one sentence. For one
 * thread; keeps a few names.
 */
final class SealedObjects {

    private static final String KMS = "kms:";
    private static final int NAMED = 5;

    private final List<String> names = new ArrayList<>();
    private final Set<String> plugins = new TreeSet<>();
    private long count;

    /** How a value is sealed, as it says itself; empty if it is not, or not by a plugin. */
    static String scheme(StoredValue value) {
        return EncryptionConfiguration.scheme(value.value().get())
                .filter(scheme -> scheme.startsWith(KMS))
                .orElse("");
    }

    /**
     * One of them.
     *
     * @param name its namespace and name
     * @param scheme {@code kms:VERSION:PLUGIN}
     */
    void add(String name, String scheme) {
        count++;
        if (names.size() < NAMED) {
            names.add(name);
        }
        String[] part = scheme.split(":", 3);
        if (plugins.size() < NAMED) {
            plugins.add(part[2] + " (KMS " + part[1] + ")");
        }
    }

    /** How many there are. */
    long count() {
        return count;
    }

    /**
     * What to tell of them.
     *
     * @param all how many objects there are
     * @param resource what they are
     */
    Problem problem(long all, String resource, String source) {
        return new Problem(
                ExitCode.FAILED,
                StorageMessage.SEALED_BY_PLUGIN,
                count,
                all,
                resource,
                source,
                plugins.stream().collect(Collectors.joining(", ")),
                String.join(", ", names),
                count - names.size());
    }
}
