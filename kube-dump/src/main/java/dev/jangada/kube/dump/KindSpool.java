package dev.jangada.kube.dump;

import dev.jangada.kube.dump.convert.Conversion;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind on their way into a dump: scrubbed and laid out in a file of its own in the order in which
 * they come, with a small entry per object in memory, because the dump wants them in the order of their names.
 *
 * <p>Whether an object's controller is in the dump is only known when every kind has been read. So the scrubber is told
 * "no" here and its question is kept in the entry; {@link #appendTo} answers it at the end.
 */
final class KindSpool implements Capture.KindSink, AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private static final Comparator<Entry> BY_NAME =
            Comparator.comparing(Entry::namespace).thenComparing(Entry::name);

    /** Where an object lies in the spool file. */
    private record Entry(
            String namespace,
            String name,
            long at,
            int length,
            @Nullable ObjectKey owner,
            List<String> missing) {}

    private final ResourceKind kind;
    private final Path target;
    private final Path file;
    private final Scrubber scrubber;
    private final CurrentVersions versions;
    private final PrettyJson layout = new PrettyJson();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> namespaces = new HashMap<>();
    private final Map<Scrubber.Reason, Long> leftOut = new EnumMap<>(Scrubber.Reason.class);

    /** What was left out and takes along what it owns. */
    private final Set<ObjectKey> leftOutOwners = new HashSet<>();

    private @Nullable FileChannel channel;
    private @Nullable OutputStream out;
    private @Nullable ObjectKey asked;
    private @Nullable Reading reading;
    private long at;

    /**
     * A spool for one kind.
     *
     * @param target the dump that this is for, as a user knows it
     * @param file where to write; made when the first object comes
     */
    KindSpool(ResourceKind kind, Path target, Path file, DumpOptions options) {
        this.kind = kind;
        this.target = target;
        this.file = file;
        this.versions = new CurrentVersions(kind, options.convert());
        this.scrubber = new Scrubber(options.scrub(), owner -> {
            asked = owner;
            return false;
        });
    }

    /** How many objects were left out, by reason. */
    Map<Scrubber.Reason, Long> leftOut() {
        return leftOut;
    }

    /** What a person should look at of the objects that are written. */
    List<DumpResult.Remark> remarks() {
        return versions.remarks();
    }

    @Override
    public void accept(KubeObject object) {
        asked = null;
        Conversion conversion = versions.of(object);
        switch (scrubber.apply(CurrentVersions.after(conversion))) {
            case Scrubber.LeftOut(var reason) -> {
                leftOut.merge(reason, 1L, Long::sum);
                if (reason.takesAlong()) {
                    leftOutOwners.add(object.key());
                }
            }
            case Scrubber.Kept(var kept) -> {
                versions.keep(conversion);
                try {
                    write(kept, object.missing());
                } catch (IOException e) {
                    throw new Capture.WriteFailure(CannotWrite.of(e, target));
                }
            }
        }
    }

    private void write(KubeObject object, List<String> missing) throws IOException {
        OutputStream to = out;
        if (to == null) {
            channel = Staging.newChannel(file);
            to = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            out = to;
        }
        var json = new ByteArrayOutputStream(object.json().length + 64);
        object.writeTo(json);
        layout.layOut(json.toByteArray());
        to.write(layout.buffer(), 0, layout.size());
        String namespace = namespaces.computeIfAbsent(object.namespace(), same -> same);
        entries.add(new Entry(namespace, object.name(), at, layout.size(), asked, missing));
        at += layout.size();
    }

    @Override
    public void done(Reading whole) {
        finish();
        entries.sort(BY_NAME);
        reading = whole;
    }

    /** What was taken is not all of the kind, so none of it goes into the dump. */
    @Override
    public void failed(Gap gap) {
        finish();
        entries.clear();
        leftOut.clear();
        leftOutOwners.clear();
        versions.clear();
    }

    private void finish() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw new Capture.WriteFailure(CannotWrite.of(e, target));
            }
        }
    }

    /** Lets the file go, also when the capture ended in the middle; what is in it does not matter then. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Whether the kind was read to its end. */
    boolean isWhole() {
        return reading != null;
    }

    /**
     * Whether an owner of this name, in this namespace if the kind has them, came by and takes along what it owns: it is
     * written, or made again by its own owner, or not to run again.
     */
    boolean holds(ObjectKey owner) {
        String within = kind.namespaced() ? owner.namespace() : "";
        return hasEntry(within, owner.name())
                || leftOutOwners.contains(new ObjectKey(owner.groupKind(), within, owner.name()));
    }

    private boolean hasEntry(String within, String name) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Entry entry = entries.get(middle);
            int order = entry.namespace.compareTo(within);
            if (order == 0) {
                order = entry.name.compareTo(name);
            }
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /**
     * Appends the objects in the order of namespace and name, without those whose controller makes them again, and
     * deletes the spool file.
     *
     * @return what was appended, or empty if the kind was not read to its end
     */
    Optional<DumpResult.DumpedKind> appendTo(FileChannel target, Scrubber.Owners owners) throws IOException {
        Reading whole = reading;
        if (whole == null) {
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        long objects = 0;
        var partial = new PartialObjects.Notes();
        long before = target.position();
        if (!entries.isEmpty()) {
            try (FileChannel spool = FileChannel.open(file, StandardOpenOption.READ)) {
                long from = 0;
                long to = 0;
                for (Entry entry : entries) {
                    if (entry.owner != null && owners.kept(entry.owner)) {
                        leftOut.merge(Scrubber.Reason.MADE_BY_CONTROLLER, 1L, Long::sum);
                        continue;
                    }
                    objects++;
                    partial.note(entry.namespace, entry.name, entry.missing);
                    if (entry.at != to) {
                        copy(spool, from, to, target);
                        from = entry.at;
                    }
                    to = entry.at + entry.length;
                }
                copy(spool, from, to, target);
            }
        }
        Files.deleteIfExists(file);
        return Optional.of(new DumpResult.DumpedKind(
                versions.kind(),
                objects,
                target.position() - before,
                whole.resourceVersions(),
                whole.spansRevisions(),
                partial.finish()));
    }

    private static void copy(FileChannel spool, long from, long to, FileChannel target) throws IOException {
        long at = from;
        while (at < to) {
            at += spool.transferTo(at, to - at, target);
        }
    }
}
