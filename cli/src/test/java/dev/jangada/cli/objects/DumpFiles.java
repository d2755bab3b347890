package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The three files of a dump, read with Jackson alone: what others read, not what Jangada reads. */
final class DumpFiles {

    static final List<String> NAMES = List.of("nodes.json", "ns.json", "cluster-dump.json");

    private DumpFiles() {}

    /** The objects of all three, in their order. */
    static List<ObjectNode> objects(Path dump) {
        return NAMES.stream().flatMap(file -> objects(dump, file)).toList();
    }

    private static Stream<ObjectNode> objects(Path dump, String file) {
        try (var objects = Json.mapper()
                .readerFor(ObjectNode.class)
                .<ObjectNode>readValues(dump.resolve(file).toFile())) {
            return objects.readAll().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
