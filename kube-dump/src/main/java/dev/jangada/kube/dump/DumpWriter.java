package dev.jangada.kube.dump;

import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes a dump directory: the guide's three files and {@code dump.json}.
 *
 * <p>Kinds are read several at a time into files of their own and then joined in their order, so memory holds one small
 * entry per object and never the objects. The three files depend on the objects alone: two dumps of the same objects are
 * equal byte by byte. The directory appears under its name when it is whole and on the disk, or not at all.
 */
public final class DumpWriter {

    private static final int NAMED = 5;

    private final String tool;
    private final Clock clock;

    /**
     * A writer.
     *
     * @param tool the name and version of this program, for {@code dump.json}
     * @param clock tells when a dump is made
     */
    public DumpWriter(String tool, Clock clock) {
        this.tool = tool;
        this.clock = clock;
    }

    /**
     * Writes a dump.
     *
     * <p>A kind that cannot be read to its end is left out as a whole and named in {@link DumpResult#gaps}, which makes
     * the dump incomplete; so do objects that are less than what was stored, which are written and named. A dump that is replaced by an incomplete one, or by one without an object, is kept beside it.
     *
     * @param source where the objects come from
     * @param directory where the dump is to lie; its parent must exist
     * @throws Problem if no kind of the source is asked for ({@link ExitCode#USAGE}), the directory exists
     *     ({@link ExitCode#REFUSED}) or cannot be written, or nothing at all could be read; nothing is left behind then
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; nothing is left behind then
     */
    public DumpResult write(ObjectSource source, Path directory, DumpOptions options) {
        List<ResourceKind> kinds = DumpKinds.of(source, options);
        if (kinds.isEmpty()) {
            throw new Problem(ExitCode.USAGE, DumpMessage.NO_KIND_SELECTED);
        }
        try (Staging staging = Staging.create(directory, options.force())) {
            var spools = new ConcurrentHashMap<GroupKind, KindSpool>();
            Capture capture = capture(source, kinds, options, staging, spools);
            if (capture.readings().isEmpty() && !capture.complete()) {
                throw nothing(capture.gaps());
            }
            var written = new ArrayList<DumpResult.DumpedKind>();
            var gaps = new ArrayList<>(capture.gaps());
            long bytes;
            Map<Scrubber.Reason, Long> leftOut;
            try {
                bytes = join(kinds, spools, new DumpedOwners(source, options, spools), staging, written);
                leftOut = leftOut(spools);
                gaps.addAll(partial(written));
                writeManifest(staging, manifest(source, options, written, leftOut, gaps));
            } catch (IOException e) {
                throw CannotWrite.of(e, directory);
            }
            boolean empty = written.stream().allMatch(kind -> kind.objects() == 0);
            Optional<Path> keptAside = staging.publish(options.force(), empty || !gaps.isEmpty());
            return new DumpResult(directory, written, leftOut, gaps, remarks(kinds, spools), bytes, keptAside);
        }
    }

    private static Capture capture(
            ObjectSource source,
            List<ResourceKind> kinds,
            DumpOptions options,
            Staging staging,
            Map<GroupKind, KindSpool> spools) {
        try {
            return Capture.run(source, kinds, options.selection(), options.parallelism(), kind -> {
                Path file = staging.directory().resolve("spool-" + kind.resourceName());
                var spool = new KindSpool(kind, staging.target(), file, options);
                spools.put(kind.groupKind(), spool);
                return spool;
            });
        } catch (Capture.WriteFailure e) {
            throw e.problem();
        } finally {
            closeAll(spools.values(), staging.target());
        }
    }

    /** A capture that ends in the middle does not end its sinks. */
    private static void closeAll(Iterable<KindSpool> spools, Path target) {
        for (KindSpool spool : spools) {
            try {
                spool.close();
            } catch (IOException e) {
                throw CannotWrite.of(e, target);
            }
        }
    }

    private static Problem nothing(List<Gap> gaps) {
        Problem first = gaps.getFirst().why();
        return new Problem(first, first.exitCode(), DumpMessage.NOTHING_READ, first);
    }

    /** Writes the three files, and answers how many bytes they have. */
    private static long join(
            List<ResourceKind> kinds,
            Map<GroupKind, KindSpool> spools,
            Scrubber.Owners owners,
            Staging staging,
            List<DumpResult.DumpedKind> written)
            throws IOException {
        long bytes = 0;
        for (String name : DumpFiles.DATA) {
            try (FileChannel file = Staging.newChannel(staging.directory().resolve(name))) {
                for (ResourceKind kind : kinds) {
                    KindSpool spool = spools.get(kind.groupKind());
                    if (name.equals(DumpFiles.of(kind.groupKind())) && spool != null) {
                        spool.appendTo(file, owners).ifPresent(written::add);
                    }
                }
                file.force(true);
                bytes += file.size();
            }
        }
        return bytes;
    }

    /** Less than what was stored is not all of it, though every object is there. */
    private static List<Gap> partial(List<DumpResult.DumpedKind> written) {
        return written.stream()
                .filter(kind -> kind.partial().count() > 0)
                .map(kind -> new Gap(
                        kind.kind().resourceName(),
                        new Problem(
                                ExitCode.INCOMPLETE,
                                DumpMessage.PARTIAL_OBJECTS,
                                kind.partial().count(),
                                kind.partial().named().keySet().stream()
                                        .limit(NAMED)
                                        .map(name -> name.namespace().isEmpty()
                                                ? name.name()
                                                : name.namespace() + "/" + name.name())
                                        .collect(Collectors.joining(", ")),
                                kind.partial().causes().stream().limit(NAMED).collect(Collectors.joining(", ")))))
                .toList();
    }

    private static List<DumpResult.Remark> remarks(List<ResourceKind> kinds, Map<GroupKind, KindSpool> spools) {
        return kinds.stream()
                .flatMap(kind -> Optional.ofNullable(spools.get(kind.groupKind())).stream())
                .flatMap(spool -> spool.remarks().stream())
                .toList();
    }

    private static Map<Scrubber.Reason, Long> leftOut(Map<GroupKind, KindSpool> spools) {
        var counts = new EnumMap<Scrubber.Reason, Long>(Scrubber.Reason.class);
        for (KindSpool spool : spools.values()) {
            spool.leftOut().forEach((reason, count) -> counts.merge(reason, count, Long::sum));
        }
        return counts;
    }

    private Manifest manifest(
            ObjectSource source,
            DumpOptions options,
            List<DumpResult.DumpedKind> written,
            Map<Scrubber.Reason, Long> leftOut,
            List<Gap> gaps) {
        var reasons = new TreeMap<String, Long>();
        leftOut.forEach((reason, count) ->
                reasons.put(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
        Selection selection = Overlap.of(source.coverage().selection(), options.selection());
        Scrub scrub = source.coverage().scrub().and(options.scrub());
        if (!scrub.systemNamespaces()) {
            selection =
                    Overlap.of(selection, Selection.ALL.withNamespaces(List.of(), DumpDescription.SYSTEM_NAMESPACES));
        }
        return new Manifest(tool, clock.instant(), source.provenance(), scrub, selection, written, reasons, gaps);
    }

    private static void writeManifest(Staging staging, Manifest manifest) throws IOException {
        try (FileChannel file = Staging.newChannel(staging.directory().resolve(DumpFiles.MANIFEST))) {
            var json = ByteBuffer.wrap(manifest.toJson());
            while (json.hasRemaining()) {
                file.write(json);
            }
            file.force(true);
        }
    }
}
