package dev.jangada.backup.create;

import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.FileName;
import dev.jangada.backup.format.KindDigest;
import dev.jangada.backup.format.Layout;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.Problem;
import dev.jangada.repository.write.DirectoryWriter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One kind on its way into the repository. It may be read twice, out of etcd and then from the API: an object that is there stays as
 * it was read first. All its namespaces stay open until its end, because a source promises no order; some 330 bytes an object.
 */
final class KindWriter implements Capture.KindSink {

    private static final GroupKind EVENT = new GroupKind("", "Event");

    private final DirectoryWriter objects;
    private final ResourceKind kind;
    private final CreateProgress progress;
    private final Map<String, NamespaceWriter> namespaces = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<CoveredKind.Origin> origins = EnumSet.noneOf(CoveredKind.Origin.class);
    private final PartialObjects.Notes partial = new PartialObjects.Notes();
    private final Set<String> revisions = new LinkedHashSet<>();
    private @Nullable DirectoryWriter directory;
    private CoveredKind.Origin origin = CoveredKind.Origin.API;
    private boolean again;
    private @Nullable CoveredKind covered;
    private Optional<Gap> gap = Optional.empty();
    private long postponed;
    private long count;
    private long bytes;

    KindWriter(DirectoryWriter objects, ResourceKind kind, CreateProgress progress) {
        this.objects = objects;
        this.kind = kind;
        this.progress = progress;
    }

    ResourceKind kind() {
        return kind;
    }

    /**
     * What comes next is from there.
     *
     * @param mayComeAgain whether there is a second source; then an object that is less than what is stored is left to it
     */
    void begin(CoveredKind.Origin from, boolean mayComeAgain) {
        origin = from;
        again = mayComeAgain;
        gap = Optional.empty();
        postponed = 0;
        if (count == 0) {
            origins.clear();
            revisions.clear();
        }
    }

    @Override
    public void accept(KubeObject object) {
        if (!object.missing().isEmpty() && again) {
            postponed++;
            return;
        }
        String namespace = kind.namespaced() ? object.namespace() : "";
        String file = FileName.ofObject(object.name());
        ObjectFile content = ObjectFile.of(object);
        try {
            NamespaceWriter writer = namespaces.computeIfAbsent(Layout.directory(namespace), this::open);
            if (writer.has(file)) {
                return;
            }
            writer.add(file, content);
        } catch (Problem e) {
            // What one object meets, every other one does.
            throw new Capture.WriteFailure(e);
        }
        origins.add(origin);
        versions.merge(object.apiVersion(), 1L, Long::sum);
        partial.note(object);
        count++;
        bytes += content.bytes().length;
        progress.object(content.bytes().length);
    }

    private NamespaceWriter open(String name) {
        DirectoryWriter own = directory;
        if (own == null) {
            own = objects.directory(Layout.directory(kind), Layout.directory());
            directory = own;
        }
        return new NamespaceWriter(own.directory(name, Layout.directory()));
    }

    @Override
    public void expect(long number) {
        progress.expect(number);
    }

    @Override
    public void done(Reading reading) {
        revisions.addAll(reading.resourceVersions());
        origins.add(origin);
        end();
    }

    @Override
    public void failed(Gap why) {
        gap = Optional.of(why);
        end();
    }

    private void end() {
        boolean more = again && (gap.isPresent() || postponed > 0 || mayBeElsewhere());
        if (!more) {
            covered = close();
        }
    }

    /** Events are often kept in another etcd, of which this one knows nothing. */
    private boolean mayBeElsewhere() {
        return count == 0 && kind.groupKind().equals(EVENT);
    }

    /** Why the last reading did not come to its end, if it did not. */
    Optional<Gap> gap() {
        return gap;
    }

    /** Whether nothing more is to be read. */
    boolean ended() {
        return covered != null;
    }

    /** What is in the backup of this kind; no more comes. */
    CoveredKind covered() {
        CoveredKind all = covered;
        if (all == null) {
            all = close();
            covered = all;
        }
        return all;
    }

    private CoveredKind close() {
        var digest = new KindDigest();
        namespaces.forEach((name, writer) -> writer.close(name, digest));
        namespaces.clear();
        DirectoryWriter own = directory;
        if (own != null) {
            own.close();
        }
        List<String> held = heldVersions();
        return new CoveredKind(
                kind.atVersion(held.getFirst()),
                held,
                origins,
                count,
                bytes,
                digest.finish(),
                List.copyOf(revisions),
                partial.finish());
    }

    /** The most frequent first. A version's name means something within its group only, and groups that moved are one kind here. */
    private List<String> heldVersions() {
        String group = kind.group().isEmpty() ? "" : kind.group() + "/";
        List<String> held = versions.entrySet().stream()
                .filter(each -> each.getKey().startsWith(group) && each.getKey().indexOf('/', group.length()) < 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> each.getKey().substring(group.length()))
                .toList();
        return held.isEmpty() ? List.of(kind.version()) : held;
    }
}
