package dev.jangada.etcd.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.EtcdVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Looks into a snapshot by etcd's own tool, on a copy: the tool opens files to write. */
final class ToolCheck implements SnapshotCheck {

    @Override
    public Content check(Path file) {
        Path copy = file.resolveSibling("copy-for-etcdutl");
        try {
            Files.copy(file, copy);
            long revision =
                    run("snapshot", "status", copy.toString()).path("revision").asLong();
            JsonNode hash = run("hashkv", copy.toString());
            return new FoundContent(
                    revision,
                    hash.path("compactRevision").asLong(),
                    hash.path("hash").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            var _ = copy.toFile().delete();
        }
    }

    private static JsonNode run(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(EtcdVersion.V3_6.etcdutl().toString(), "--write-out=json"));
        command.addAll(List.of(arguments));
        return new ObjectMapper()
                .readTree(CommandResult.of(command, new byte[0]).orFail());
    }

    /** What a check has found; can say the hash only for its own compaction. */
    record FoundContent(long revision, long compactRevision, long hash) implements Content {
        @Override
        public OptionalLong hashKv(long at) {
            return at == compactRevision ? OptionalLong.of(hash) : OptionalLong.empty();
        }
    }
}
