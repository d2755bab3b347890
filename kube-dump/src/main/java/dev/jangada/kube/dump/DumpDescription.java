package dev.jangada.kube.dump;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of a dump besides its objects: from {@code dump.json}, or from what is found where there is none.
 *
 * @param provenance where the objects are from
 * @param coverage what the dump covers
 * @param kinds the kinds it covers and those found besides
 * @param partial which objects lack something, by kind; of kinds whose objects are whole there is nothing
 * @param notes what the user should know
 */
record DumpDescription(
        Provenance provenance,
        Coverage coverage,
        KindCatalog kinds,
        Map<GroupKind, PartialObjects> partial,
        List<Note> notes) {

    /** The namespaces that are left out unless asked for. */
    static final List<Glob> SYSTEM_NAMESPACES =
            Scrubber.SYSTEM_NAMESPACES.stream().sorted().map(Glob::of).toList();

    /** A single file may be from anywhere: fields may be missing, objects are all that it has. */
    private static final Scrub UNKNOWN = new Scrub(Scrub.Level.GUIDE, true, true, true);

    /**
     * With a manifest.
     *
     * @throws Problem if a file is missing or empty that should have objects
     */
    static DumpDescription of(Path directory, Manifest manifest, Map<GroupKind, ObjectIndex> indexes) {
        var notes = new ArrayList<Note>();
        var covered = new HashSet<GroupKind>();
        var kinds = new ArrayList<ResourceKind>();
        var expected = new TreeMap<String, Long>();
        var found = new TreeMap<String, Long>();
        var partial = new HashMap<GroupKind, PartialObjects>();
        for (DumpResult.DumpedKind dumped : manifest.kinds()) {
            GroupKind groupKind = dumped.kind().groupKind();
            ObjectIndex index = indexes.get(groupKind);
            long objects = index == null ? 0 : index.objects();
            if (covered.add(groupKind)) {
                if (dumped.partial().count() > 0) {
                    partial.put(groupKind, dumped.partial());
                }
                kinds.add(index == null ? dumped.kind() : atHeldVersion(dumped.kind(), index));
                expected.merge(DumpFiles.of(groupKind), dumped.objects(), Long::sum);
                found.merge(DumpFiles.of(groupKind), objects, Long::sum);
                if (objects != dumped.objects()) {
                    notes.add(new Note(
                            DumpMessage.EDITED, directory, dumped.kind().resourceName(), dumped.objects(), objects));
                }
            }
        }
        expected.forEach((file, objects) -> {
            if (objects > 0 && found.getOrDefault(file, 0L) == 0) {
                throw new Problem(ExitCode.CORRUPT, DumpMessage.FILE_WITHOUT_OBJECTS, directory.resolve(file), objects);
            }
        });
        indexes.forEach((groupKind, index) -> {
            if (!covered.contains(groupKind)) {
                kinds.add(named(groupKind, index));
                notes.add(new Note(DumpMessage.NOT_COVERED, directory, groupKind, index.objects()));
            }
        });
        notes.addAll(repeated(directory, indexes));
        return new DumpDescription(
                manifest.provenance(),
                new Coverage(covered, manifest.selection(), manifest.scrub(), manifest.gaps()),
                new KindCatalog(DumpSource.name(directory), kinds),
                Map.copyOf(partial),
                List.copyOf(notes));
    }

    /**
     * Without a manifest.
     *
     * @param single whether it is one file, not a directory of the guide's script
     */
    static DumpDescription of(Path path, List<DumpFile> files, boolean single, Map<GroupKind, ObjectIndex> indexes) {
        var notes = new ArrayList<Note>();
        var covered = new HashSet<>(indexes.keySet());
        var kinds = new ArrayList<ResourceKind>();
        indexes.forEach((groupKind, index) -> kinds.add(named(groupKind, index)));
        if (!single) {
            notes.add(new Note(DumpMessage.NO_MANIFEST, path));
            Set<String> present = new HashSet<>();
            files.forEach(file -> present.add(String.valueOf(file.path().getFileName())));
            var guide = new ArrayList<>(KindOrder.guideKinds());
            guide.addFirst(DumpFiles.NAMESPACE);
            guide.addFirst(DumpFiles.NODE);
            guide.removeIf(kind -> !present.contains(DumpFiles.of(kind)));
            guide.removeIf(kind -> !covered.add(kind));
            guide.forEach(kind -> builtin(kind).ifPresent(kinds::add));
            DumpFiles.DATA.stream()
                    .filter(name -> !present.contains(name))
                    .forEach(name -> notes.add(new Note(DumpMessage.NO_FILE, path.resolve(name))));
        }
        notes.addAll(repeated(path, indexes));
        kinds.sort(Comparator.comparing(ResourceKind::groupKind, KindOrder.comparator()));
        Selection selection = single ? Selection.ALL : Selection.ALL.withNamespaces(List.of(), SYSTEM_NAMESPACES);
        return new DumpDescription(
                new Provenance(
                        DumpSource.name(path),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        newest(files)),
                new Coverage(covered, selection, single ? UNKNOWN : Scrub.GUIDE, List.of()),
                new KindCatalog(DumpSource.name(path), kinds),
                Map.of(),
                List.copyOf(notes));
    }

    private static List<Note> repeated(Path path, Map<GroupKind, ObjectIndex> indexes) {
        int repeated = indexes.values().stream().mapToInt(ObjectIndex::repeated).sum();
        return repeated == 0 ? List.of() : List.of(new Note(DumpMessage.REPEATED, path, repeated));
    }

    private static Instant newest(List<DumpFile> files) {
        Instant newest = Instant.EPOCH;
        for (DumpFile file : files) {
            try {
                Instant changed = Files.getLastModifiedTime(file.path()).toInstant();
                newest = changed.isAfter(newest) ? changed : newest;
            } catch (IOException e) {
                throw file.cannotRead(e);
            }
        }
        return newest;
    }

    /** The kind at the version that most objects have. */
    private static ResourceKind atHeldVersion(ResourceKind kind, ObjectIndex index) {
        var held = index.types();
        boolean has = held.stream().anyMatch(type -> type.apiVersion().equals(kind.apiVersion()));
        return has ? kind : at(kind, held.getFirst().apiVersion());
    }

    private static ResourceKind named(GroupKind groupKind, ObjectIndex index) {
        DocumentReader.Type type = index.types().getFirst();
        ResourceKind kind = builtin(groupKind).orElseGet(() -> guessed(type.kind(), index.namespaced()));
        return at(kind, type.apiVersion());
    }

    private static Optional<ResourceKind> builtin(GroupKind groupKind) {
        var kinds = new HashMap<GroupKind, ResourceKind>();
        BuiltinKinds.all().forEach(kind -> kinds.putIfAbsent(kind.groupKind(), kind));
        return Optional.ofNullable(kinds.get(groupKind));
    }

    /** Kubernetes' own rule of thumb for a kind's plural; a CRD may name another one, but nothing here says which. */
    private static ResourceKind guessed(String kind, boolean namespaced) {
        String singular = kind.toLowerCase(Locale.ROOT);
        String plural;
        if (singular.endsWith("s") || singular.endsWith("x") || singular.endsWith("ch")) {
            plural = singular + "es";
        } else if (singular.endsWith("y")) {
            plural = singular.substring(0, singular.length() - 1) + "ies";
        } else {
            plural = singular + "s";
        }
        return new ResourceKind("", "v1", kind, plural, singular, List.of(), List.of(), namespaced, List.of());
    }

    /** The kind in the group and at the version of an {@code apiVersion}. */
    static ResourceKind at(ResourceKind kind, String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                kind.kind(),
                kind.plural(),
                kind.singular(),
                kind.shortNames(),
                kind.categories(),
                kind.namespaced(),
                kind.verbs());
    }
}
