package dev.jangada.cli.demo;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What ships with Jangada of a sample cluster, unpacked: two dumps and two snapshots of its etcd, each from before and after an
 * accident. {@code lab/demo-sample} makes them.
 *
 * @param folder what all of it is in
 */
record SampleFiles(Path folder) {

    private static final List<String> DUMPED = List.of("nodes.json", "ns.json", "cluster-dump.json", "dump.json");

    private static final List<String> SNAPSHOTS = List.of("etcd-before.db", "etcd.db");

    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * Puts them where caches lie, so that the commands of the tour still work when it is over.
     *
     * @param environment says where, see the XDG Base Directory Specification
     * @throws Problem if they cannot be written
     */
    static SampleFiles unpack(Map<String, String> environment) {
        Path folder = caches(environment).resolve("jangada").resolve("demo");
        try {
            Files.createDirectories(folder, OURS_ALONE);
            for (String side : List.of("before", "after")) {
                Files.createDirectories(folder.resolve(side), OURS_ALONE);
                for (String file : DUMPED) {
                    unpack(resource(side + "/" + file), folder.resolve(side).resolve(file));
                }
            }
            for (String snapshot : SNAPSHOTS) {
                unpack(new GZIPInputStream(resource(snapshot + ".gz")), folder.resolve(snapshot));
            }
            return new SampleFiles(folder);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static Path caches(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        return named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SampleFiles.class.getResourceAsStream(name), name);
    }

    private static void unpack(InputStream packed, Path file) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try (packed) {
            Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** That something of it could not be written. */
    static Problem failed(Path place, IOException why) {
        return new Problem(why, ExitCode.FAILED, DemoMessage.DEMO_FAILED, place, FileFailure.reason(why));
    }

    /** The dump from before the accident, as a user names a source. */
    String dumpBefore() {
        return "dump:" + folder.resolve("before");
    }

    /** The dump from after it. */
    String dumpAfter() {
        return "dump:" + folder.resolve("after");
    }

    /** The snapshot from before the accident. */
    String snapshotBefore() {
        return folder.resolve("etcd-before.db").toString();
    }

    /** The snapshot from after it, which still holds what was before. */
    String snapshotAfter() {
        return folder.resolve("etcd.db").toString();
    }

    /** At which revision both snapshots are as it was before the accident. */
    static String revisionBefore() {
        try (InputStream in = resource("etcd.revision")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A place for what the tour makes. Neither a restore nor a new repository touches what is there; what the last tour has made is
     * this one's to take away.
     *
     * @throws Problem if that is not possible
     */
    Path fresh(String name) {
        Path made = folder.resolve(name);
        if (Files.exists(made)) {
            try (Stream<Path> files = Files.walk(made)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw failed(made, e);
            }
        }
        return made;
    }

    /** The same for a directory that is there, for this user alone. */
    Path freshDirectory(String name) throws IOException {
        return Files.createDirectory(fresh(name), OURS_ALONE);
    }
}
