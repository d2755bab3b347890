package dev.jangada.kube.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dump directory as a source, also one of the guide's script, which has no {@code dump.json}; or a single file of JSON
 * documents or lists, as {@code kubectl get -o json} prints them.
 *
 * <p>Opening reads every file once and keeps where each object lies, about 26 bytes per object; objects are read from
 * the files when they are asked for. They are handed out as they were written, whatever version is asked for.
 */
public final class DumpSource implements ObjectSource {

    private static final int PIECE = 1 << 20;

    private final List<DumpFile> files;
    private final Map<GroupKind, ObjectIndex> indexes;
    private final DumpDescription description;

    private DumpSource(List<DumpFile> files, Map<GroupKind, ObjectIndex> indexes, DumpDescription description) {
        this.files = files;
        this.indexes = indexes;
        this.description = description;
    }

    /**
     * Opens a dump.
     *
     * @param path the directory, or a single file
     * @throws Problem if there is no dump, or a file is damaged ({@link ExitCode#CORRUPT}, with file and line)
     */
    public static DumpSource open(Path path) {
        if (!Files.exists(path)) {
            throw missing(path);
        }
        boolean single = !Files.isDirectory(path);
        var files = new ArrayList<DumpFile>();
        boolean opened = false;
        try {
            Manifest manifest = single ? null : manifest(path);
            Stream<Path> named =
                    single ? Stream.of(path) : DumpFiles.DATA.stream().map(path::resolve);
            named.filter(Files::exists).map(DumpFile::new).forEach(files::add);
            if (files.isEmpty()) {
                throw new Problem(ExitCode.FAILED, DumpMessage.NOT_A_DUMP, path);
            }
            var indexes = new LinkedHashMap<GroupKind, ObjectIndex>();
            for (int i = 0; i < files.size(); i++) {
                index(files, i, indexes, manifest == null);
            }
            indexes.values().forEach(ObjectIndex::seal);
            DumpDescription description = manifest != null
                    ? DumpDescription.of(path, manifest, indexes)
                    : DumpDescription.of(path, files, single, indexes);
            var source = new DumpSource(files, indexes, description);
            opened = true;
            return source;
        } finally {
            if (!opened) {
                files.forEach(DumpFile::close);
            }
        }
    }

    /** A dump that was being replaced when its writer died lies aside; say where. */
    private static Problem missing(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        String prefix = "." + absolute.getFileName() + ".old-";
        try (Stream<Path> beside = Files.list(Objects.requireNonNullElse(absolute.getParent(), absolute))) {
            return beside.filter(other -> other.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .map(old -> new Problem(ExitCode.FAILED, DumpMessage.MISSING_BUT_ASIDE, path, old))
                    .orElseGet(() -> new Problem(ExitCode.FAILED, DumpMessage.MISSING, path));
        } catch (IOException e) {
            return new Problem(e, ExitCode.FAILED, DumpMessage.MISSING, path);
        }
    }

    private static @Nullable Manifest manifest(Path directory) {
        Path file = directory.resolve(DumpFiles.MANIFEST);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return Manifest.of(Json.mapper().readTree(Files.readAllBytes(file)), file.toString(), name(directory));
        } catch (JsonProcessingException e) {
            throw new Problem(
                    e,
                    ExitCode.CORRUPT,
                    DumpMessage.NOT_JSON,
                    file,
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr(),
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, DumpMessage.CANNOT_READ, file, e.getMessage());
        }
    }

    /** What a user calls the dump. */
    static String name(Path path) {
        return "dump:" + path;
    }

    private static void index(
            List<DumpFile> files, int number, Map<GroupKind, ObjectIndex> indexes, boolean emptyIsDamage) {
        DumpFile file = files.get(number);
        long documents = new DocumentReader(file)
                .read((type, namespace, name, at, length) -> indexes.computeIfAbsent(
                                groupKind(type), kind -> new ObjectIndex(files))
                        .add(number, type, namespace, name, at, length));
        if (documents == 0 && emptyIsDamage) {
            throw new Problem(ExitCode.CORRUPT, DumpMessage.EMPTY, file.path());
        }
    }

    private static GroupKind groupKind(DocumentReader.Type type) {
        return new GroupKind(group(type), type.kind()).canonical();
    }

    private static String group(DocumentReader.Type type) {
        int slash = type.apiVersion().indexOf('/');
        return slash < 0 ? "" : type.apiVersion().substring(0, slash);
    }

    /** What the user should know of this dump: that it has been edited, that it does not say what it covers. */
    public List<Note> notes() {
        return description.notes();
    }

    @Override
    public Provenance provenance() {
        return description.provenance();
    }

    @Override
    public Coverage coverage() {
        return description.coverage();
    }

    @Override
    public KindCatalog kinds() {
        return description.kinds();
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        ObjectIndex index = indexes.get(kind.groupKind());
        long objects = 0;
        long bytes = 0;
        if (index != null && isEverything(selection)) {
            sink.expect(index.objects());
        }
        for (int i = 0; index != null && i < index.places(); i++) {
            Optional<KubeObject> object = index.at(i).filter(selection::matches).map(this::marked);
            if (object.isPresent()) {
                sink.accept(object.get());
                objects++;
                bytes += object.get().json().length;
            }
        }
        return new Reading(kind, objects, bytes, List.of(), false);
    }

    /** Whether a selection holds back no object of a kind; what another one leaves is only known when it is read. */
    private boolean isEverything(Selection selection) {
        Selection ofAnyKind = selection.withKinds(List.of(), List.of());
        return ofAnyKind.equals(Selection.ALL)
                || ofAnyKind.equals(coverage().selection().withKinds(List.of(), List.of()));
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        ObjectIndex index = indexes.get(kind.groupKind());
        return index == null ? Optional.empty() : index.find(namespace, name).map(this::marked);
    }

    private KubeObject marked(KubeObject object) {
        PartialObjects partial = description.partial().get(object.groupKind());
        return partial == null ? object : partial.mark(object);
    }

    @Override
    public List<String> versions(GroupKind kind) {
        ObjectIndex index = indexes.get(kind.canonical());
        if (index == null) {
            return description.kinds().find(kind).map(ResourceKind::version).stream()
                    .toList();
        }
        // A version's name means something within its group only, and groups that moved are one kind here.
        String group = group(index.types().getFirst());
        return index.types().stream()
                .filter(type -> group(type).equals(group))
                .map(type -> type.apiVersion().substring(type.apiVersion().indexOf('/') + 1))
                .toList();
    }

    /** Of the files that hold objects, as they were opened; what {@code dump.json} says besides is not part of it. */
    @Override
    public Optional<String> digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (DumpFile file : files) {
                long length = file.length();
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
                for (long at = 0; at < length; at += PIECE) {
                    digest.update(file.read(at, (int) Math.min(PIECE, length - at)));
                }
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        files.forEach(DumpFile::close);
    }
}
