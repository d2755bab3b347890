package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the kinds of one plan find out for each other while they are planned. */
final class Planning {

    private final Map<Scrubber.Reason, LongAdder> leftOut = new ConcurrentHashMap<>();
    private final Map<GroupKind, ResourceKind> defined = new ConcurrentHashMap<>();
    private final Map<GroupKind, Set<String>> definedVersions = new ConcurrentHashMap<>();
    private final Set<GroupKind> owners = ConcurrentHashMap.newKeySet();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKey> classes = ConcurrentHashMap.newKeySet();
    private final LongAdder outsideOwners = new LongAdder();
    private final Set<GroupKind> converted = ConcurrentHashMap.newKeySet();

    void leftOut(Scrubber.Reason reason) {
        leftOut.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }

    Map<Scrubber.Reason, Long> leftOut() {
        var counts = new EnumMap<Scrubber.Reason, Long>(Scrubber.Reason.class);
        leftOut.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    /** A definition is created that makes the target serve a kind. */
    void defines(ResourceKind kind, Set<String> versions) {
        defined.put(kind.groupKind(), kind);
        definedVersions.put(kind.groupKind(), versions);
    }

    /** A webhook converts the versions of this kind. */
    void converts(GroupKind kind) {
        converted.add(kind);
    }

    /** The order of kinds; complete when all definitions are planned. */
    Waves waves() {
        return new Waves(converted);
    }

    /**
     * A kind that the target will serve.
     *
     * @param wanted the versions that the source has, the best first; if none of them will be served it is another
     */
    Optional<ResourceKind> defined(GroupKind kind, List<String> wanted) {
        Set<String> served = definedVersions.getOrDefault(kind, Set.of());
        return Optional.ofNullable(defined.get(kind))
                .map(found -> wanted.stream()
                        .filter(served::contains)
                        .findFirst()
                        .map(found::atVersion)
                        .orElse(found));
    }

    void owns(GroupKind kind) {
        owners.add(kind);
    }

    Set<GroupKind> owners() {
        return owners;
    }

    /** An object is created in a namespace of the target. */
    void needs(String namespace) {
        namespaces.add(namespace);
    }

    Set<String> namespaces() {
        return namespaces;
    }

    /** What is written names these classes. */
    void needs(Set<ObjectKey> keys) {
        classes.addAll(keys);
    }

    Set<ObjectKey> classes() {
        return classes;
    }

    /** An object has an owner that does not come back. */
    void ownedFromOutside() {
        outsideOwners.increment();
    }

    /** How many have. */
    long countOwnedFromOutside() {
        return outsideOwners.sum();
    }
}
