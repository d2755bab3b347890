package dev.jangada.kube.model.compare;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one kind: first takes all objects of the first side, then all of the second, then tells what
 * differs.
 */
final class KindDiff implements AutoCloseable {

    private final ResourceKind kind;
    private final NormalForm form;
    private final Converter converter;
    private final Spool spool;

    /** What is on the first side and has not been found, equal, on the second. */
    private final Map<Name, Spooled> before = new HashMap<>();

    /** What is on the second side and is not equal on the first. */
    private final Map<Name, Spooled> after = new HashMap<>();

    private final Map<Reason, Long> leftOutBefore = new EnumMap<>(Reason.class);
    private final Map<Reason, Long> leftOutAfter = new EnumMap<>(Reason.class);
    private Optional<Gap> gapBefore = Optional.empty();
    private Optional<Gap> gapAfter = Optional.empty();
    private Optional<Reading> readingBefore = Optional.empty();
    private Optional<Reading> readingAfter = Optional.empty();
    private long same;
    private boolean closed;

    /** How many objects of all kinds are what. */
    static final class Counts {
        long same;
        long added;
        long removed;
        long changed;
        long notComparable;
    }

    /** A key without the kind, which all have in common. */
    private record Name(String namespace, String name) implements Comparable<Name> {
        static Name of(KubeObject object) {
            return new Name(object.namespace(), object.name());
        }

        @Override
        public int compareTo(Name other) {
            int byNamespace = namespace.compareTo(other.namespace);
            return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
        }
    }

    private record Spooled(Fingerprint fingerprint, long position, int length) {}

    KindDiff(ResourceKind kind, NormalForm form, Converter converter, Spool spool) {
        this.kind = kind;
        this.form = form;
        this.converter = converter;
        this.spool = spool;
    }

    void before(KubeObject object) {
        before.put(Name.of(object), spooled(object, fingerprint(object)));
    }

    void after(KubeObject object) {
        Name name = Name.of(object);
        Fingerprint fingerprint = fingerprint(object);
        Spooled other = before.get(name);
        if (other != null && other.fingerprint.equals(fingerprint)) {
            before.remove(name);
            same++;
        } else {
            after.put(name, spooled(object, fingerprint));
        }
    }

    private Fingerprint fingerprint(KubeObject object) {
        return Fingerprint.of(form.of(object));
    }

    private Spooled spooled(KubeObject object, Fingerprint fingerprint) {
        var bytes = new ByteArrayOutputStream();
        try {
            object.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return new Spooled(fingerprint, spool.append(bytes.toByteArray()), bytes.size());
    }

    Map<Reason, Long> leftOutBefore() {
        return leftOutBefore;
    }

    Map<Reason, Long> leftOutAfter() {
        return leftOutAfter;
    }

    Optional<Gap> gapBefore() {
        return gapBefore;
    }

    Optional<Gap> gapAfter() {
        return gapAfter;
    }

    /** How the first side was read, if it was read to its end. */
    Optional<Reading> readingBefore() {
        return readingBefore;
    }

    Optional<Reading> readingAfter() {
        return readingAfter;
    }

    void doneBefore(Reading reading) {
        readingBefore = Optional.of(reading);
    }

    void doneAfter(Reading reading) {
        readingAfter = Optional.of(reading);
    }

    void failedBefore(Gap gap) {
        gapBefore = Optional.of(gap);
    }

    void failedAfter(Gap gap) {
        gapAfter = Optional.of(gap);
    }

    /** Tells what differs, in order; nothing of a kind that a side could not be read of. */
    void tell(DiffListener listener, Counts counts) {
        if (gapBefore.isPresent() || gapAfter.isPresent()) {
            return;
        }
        listener.onKind(kind);
        counts.same += same;
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (Name name : names) {
            tell(before.get(name), after.get(name), listener, counts);
        }
    }

    private void tell(@Nullable Spooled first, @Nullable Spooled second, DiffListener listener, Counts counts) {
        if (first != null && second != null) {
            compare(object(first), object(second), listener, counts);
        } else if (first != null) {
            counts.removed++;
            listener.onRemoved(object(first));
        } else if (second != null) {
            counts.added++;
            listener.onAdded(object(second));
        }
    }

    private void compare(KubeObject first, KubeObject second, DiffListener listener, Counts counts) {
        Optional<ObjectDiff> diff = diff(first, second);
        if (diff.isEmpty()) {
            counts.notComparable++;
            listener.onNotComparable(first, second, converter.obstacle(first).or(() -> converter.obstacle(second)));
        } else if (diff.get().isEmpty()) {
            counts.same++;
        } else {
            counts.changed++;
            listener.onChanged(diff.get());
        }
    }

    /** Empty if the versions cannot be brought together, either way. */
    private Optional<ObjectDiff> diff(KubeObject first, KubeObject second) {
        if (first.apiVersion().equals(second.apiVersion())) {
            return Optional.of(ObjectDiff.of(first, second, form));
        }
        return converter
                .convert(first, second.apiVersion())
                .map(converted -> ObjectDiff.of(converted, second, form))
                .or(() -> converter
                        .convert(second, first.apiVersion())
                        .map(converted -> ObjectDiff.of(first, converted, form)));
    }

    private KubeObject object(Spooled spooled) {
        return KubeObject.of(spool.read(spooled.position, spooled.length));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            before.clear();
            after.clear();
            spool.close();
        }
    }
}
