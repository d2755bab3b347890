package dev.jangada.lab.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One object at least of every kind, in odd shapes: {@code specimens.yaml}. */
final class Specimens {

    private Specimens() {}

    static List<ObjectNode> read() {
        try (InputStream in = Objects.requireNonNull(Specimens.class.getResourceAsStream("specimens.yaml"))) {
            var read = new ArrayList<ObjectNode>();
            Json.mapper()
                    .readerFor(ObjectNode.class)
                    .<ObjectNode>readValues(new YAMLFactory().createParser(in))
                    .forEachRemaining(read::add);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
