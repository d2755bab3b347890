package dev.jangada.etcd.storage;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.jangada.lab.EtcdVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The etcd servers against which this room is tested: a sample in every build, and the rest with the tag {@code full}. */
final class Servers {

    private static final List<EtcdVersion> SAMPLE = List.of(EtcdVersion.V3_4, EtcdVersion.V3_6);

    private Servers() {}

    static Stream<EtcdVersion> sample() {
        return SAMPLE.stream();
    }

    static Stream<EtcdVersion> rest() {
        return Stream.of(EtcdVersion.values()).filter(version -> !SAMPLE.contains(version));
    }

    /** Versions, members that are restored, and by how much revisions are bumped. */
    static Stream<Arguments> restores() {
        return Stream.of(
                arguments(EtcdVersion.V3_4, 1, 0),
                arguments(EtcdVersion.V3_4, 3, 1_000_000_000),
                arguments(EtcdVersion.V3_6, 3, 0),
                arguments(EtcdVersion.V3_6, 5, 1_000_000_000));
    }

    static Stream<Arguments> otherRestores() {
        List<List<Object>> done = restores().map(each -> List.of(each.get())).toList();
        var others = new ArrayList<Arguments>();
        for (EtcdVersion version : EtcdVersion.values()) {
            for (int members : new int[] {1, 3, 5}) {
                for (int bump : new int[] {0, 1_000_000_000}) {
                    if (!done.contains(List.<Object>of(version, members, bump))) {
                        others.add(arguments(version, members, bump));
                    }
                }
            }
        }
        return others.stream();
    }
}
