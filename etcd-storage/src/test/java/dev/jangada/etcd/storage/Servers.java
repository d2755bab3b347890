package dev.jangada.etcd.storage;

import java.util.stream.Stream;

/** The etcd servers against which this room is tested, by their names in {@code lab/parts}. */
final class Servers {

    private Servers() {}

    static Stream<String> all() {
        return Stream.of("etcd");
    }
}
