package dev.jangada.kube.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The kinds that Kubernetes itself serves, with the names that kubectl knows them by. For sources that hold objects but
 * no discovery: an old dump, an etcd file.
 */
public final class BuiltinKinds {

    private static final List<ResourceKind> ALL = read();

    private BuiltinKinds() {}

    /** Every kind, today's first, each at the version that today's Kubernetes prefers or the last one it had. */
    public static List<ResourceKind> all() {
        return ALL;
    }

    private static List<ResourceKind> read() {
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(BuiltinKinds.class.getResourceAsStream("builtin-kinds.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(BuiltinKinds::kind)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResourceKind kind(String line) {
        String[] column = line.split(" ", -1);
        String apiVersion = column[1];
        int slash = apiVersion.indexOf('/');
        return new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                column[0],
                column[2],
                column[0].toLowerCase(Locale.ROOT),
                names(column[3]),
                names(column[5]),
                column[4].equals("namespaced"),
                List.of());
    }

    private static List<String> names(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(",", -1));
    }
}
