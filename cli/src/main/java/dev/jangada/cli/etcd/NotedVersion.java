package dev.jangada.cli.etcd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Adds the version of Kubernetes to the record beside a snapshot. {@code etcd-client} writes the record, knows nothing of
 * Kubernetes, and wants to be told everything before the snapshot is there that says it.
 */
final class NotedVersion {

    private NotedVersion() {}

    /**
     * Adds it; the record is as it was, or has it.
     *
     * @param record the file
     * @throws IOException if it cannot be written
     */
    static void in(Path record, KubernetesVersion version) throws IOException {
        ObjectNode tree = (ObjectNode) Json.mapper().readTree(record.toFile());
        put(tree, version);
        Path fresh = record.resolveSibling(
                "." + record.getFileName() + ".new-" + ProcessHandle.current().pid());
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap((tree.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    var _ = channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, record, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The two fields, in the record and in what a command tells in JSON. */
    static void put(ObjectNode json, KubernetesVersion version) {
        json.put("kubernetesVersion", version.version())
                .put("kubernetesVersionFrom", version.witness().word());
    }
}
