package dev.jangada.cli.etcd;

import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.mvcc.Census;
import dev.jangada.etcd.storage.mvcc.Sorting;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.kube.storage.KeyLayout;
import dev.jangada.kube.storage.StoredKeys;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an etcd's live keys are, by the kind that they hold, or by the beginning that they have where Kubernetes is not in
 * it.
 *
 * @param kubernetes whether it is
 * @param groups most bytes first
 * @param rest keys that begin in too many different ways to be told apart, if there are any
 */
record EtcdContents(boolean kubernetes, List<Group> groups, Optional<Census> rest) {

    private static final int SHORT = 3;

    /**
     * Keys of one sort.
     *
     * @param prefix how they begin
     * @param kind the resource that they are of, as {@code deployments.apps}; empty if unknown
     * @param encrypted how many of them have an encrypted value, by what that says of itself, for example
     *     {@code aescbc:v1:key1}
     */
    record Group(String prefix, String kind, long keys, long bytes, Map<String, Long> encrypted) {

        Group {
            encrypted = Collections.unmodifiableMap(new TreeMap<>(encrypted));
        }

        private Group plus(Census census) {
            var schemes = new TreeMap<>(encrypted);
            EncryptionConfiguration.scheme(census.valueHead().getBytes(StandardCharsets.ISO_8859_1))
                    .ifPresent(scheme -> schemes.merge(scheme, census.keys(), Long::sum));
            return new Group(prefix, kind, keys + census.keys(), bytes + census.bytes(), schemes);
        }

        /** How many keys have an encrypted value. */
        long encryptedKeys() {
            return encrypted.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What a file's live keys are to be counted by. */
    static Sorting sorting(Optional<String> prefix) {
        return KindSorting.under(prefix);
    }

    /**
     * Sorts what was counted.
     *
     * @param status counted by {@link #sorting}
     * @param data where the values are
     */
    static EtcdContents of(EtcdFile file, Status status, EtcdFileData data, Optional<String> prefix) {
        // What tells the layout may be among the keys that were not told apart.
        boolean all = status.census().stream().noneMatch(Census::isRest);
        Optional<KeyLayout> layout =
                layout(all ? CountedKeys.of(status) : data.at(status.revision()), data.name(), prefix);
        Optional<String> unusual = layout.map(KeyLayout::prefixes)
                .map(List::getFirst)
                .filter(found -> prefix.isEmpty() && !KeyLayout.isUsual(found));
        // Where Kubernetes is in an unusual place, its directories were not known while the keys were counted.
        List<Census> counted =
                unusual.isPresent() ? file.status(sorting(unusual)).census() : status.census();
        Map<String, Group> groups = new TreeMap<>();
        for (Census census : counted) {
            if (census.isRest()) {
                continue;
            }
            Group group = group(layout, census.prefix());
            groups.put(group.prefix, groups.getOrDefault(group.prefix, group).plus(census));
        }
        return new EtcdContents(
                layout.isPresent(),
                groups.values().stream()
                        .sorted(Comparator.comparingLong(Group::bytes)
                                .reversed()
                                .thenComparing(Group::prefix))
                        .toList(),
                counted.stream().filter(Census::isRest).findFirst());
    }

    /** Whether Kubernetes keeps its objects in an etcd. */
    static boolean isKubernetes(EtcdFileData data, Optional<String> prefix) {
        return layout(data, prefix).isPresent();
    }

    /** Where Kubernetes keeps its objects in an etcd, if it does. */
    static Optional<KeyLayout> layout(EtcdFileData data, Optional<String> prefix) {
        long revision = data.currentRevision();
        if (prefix.isEmpty()) {
            // Every cluster has namespaces; where it has them in the usual place, no other key needs to be looked at.
            StoredKeys namespaces = data.at(revision, KeyLayout.DEFAULT_PREFIX + "/namespaces/");
            if (namespaces.size() > 0) {
                return layout(namespaces, data.name(), prefix);
            }
        }
        return layout(data.at(revision), data.name(), prefix);
    }

    private static Optional<KeyLayout> layout(StoredKeys keys, String name, Optional<String> prefix) {
        try {
            return Optional.of(KeyLayout.of(keys, name, prefix));
        } catch (Problem problem) {
            if (prefix.isPresent()) {
                throw problem;
            }
            return Optional.empty();
        }
    }

    private static Group group(Optional<KeyLayout> layout, String prefix) {
        if (layout.isPresent()) {
            for (String known : layout.get().prefixes()) {
                Optional<KeyLayout.Place> place = layout.get().place(prefix.endsWith("/") ? prefix + "x" : prefix);
                if (prefix.startsWith(known + "/") && place.isPresent()) {
                    KeyLayout.Resource resource = place.get().resource();
                    String kind =
                            resource.group().isEmpty() ? resource.plural() : resource.plural() + "." + resource.group();
                    return new Group(known + "/" + resource.path() + "/", kind, 0, 0, Map.of());
                }
            }
        }
        return new Group(shortened(prefix), "", 0, 0, Map.of());
    }

    /** Up to the third slash, or the last one before it; nothing for keys without any. */
    private static String shortened(String prefix) {
        int at = -1;
        for (int i = 0; i < SHORT; i++) {
            int next = prefix.indexOf('/', at + 1);
            if (next < 0) {
                break;
            }
            at = next;
        }
        return prefix.substring(0, at + 1);
    }
}
