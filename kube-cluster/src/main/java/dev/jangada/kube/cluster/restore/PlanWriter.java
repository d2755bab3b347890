package dev.jangada.kube.cluster.restore;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a plan. Kinds are planned several at a time, each into a {@link Block} of its own; what others are found to need
 * meanwhile can still go into an earlier block. The file appears under its name when it is whole and on the disk.
 */
final class PlanWriter implements AutoCloseable {

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();

    /** A writer of a file whose directory only the user may read. */
    PlanWriter(Path file) {
        this.file = file;
    }

    /** The entries of one kind. Used by one thread at a time. */
    static final class Block {
        private final Path part;
        private final Map<Action, Long> counts = new EnumMap<>(Action.class);
        private @org.jspecify.annotations.Nullable BufferedWriter lines;

        private Block(Path part) {
            this.part = part;
        }

        void add(PlanEntry entry) {
            try {
                if (lines == null) {
                    lines = Files.newBufferedWriter(part);
                }
                lines.write(EntryJson.of(entry).toString());
                lines.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            counts.merge(entry.action(), 1L, Long::sum);
        }

        private void end(OutputStream whole) throws IOException {
            if (lines != null) {
                lines.close();
                Files.copy(part, whole);
            }
        }
    }

    /** A block behind those that there are. */
    Block block() {
        var block = new Block(file.resolveSibling(file.getFileName() + ".part-" + blocks.size()));
        blocks.add(block);
        return block;
    }

    Map<Action, Long> counts() {
        var counts = new EnumMap<Action, Long>(Action.class);
        blocks.forEach(block -> block.counts.forEach((action, count) -> counts.merge(action, count, Long::sum)));
        return counts;
    }

    long entries() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Puts the file together. */
    Plan finish(PlanHeader header) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = StateFiles.create(fresh);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write((HeaderJson.of(header) + "\n").getBytes(StandardCharsets.UTF_8));
            for (Block block : blocks) {
                block.end(out);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return new Plan(file, header);
    }

    /** Takes the parts away. */
    @Override
    public void close() throws IOException {
        for (Block block : blocks) {
            if (block.lines != null) {
                block.lines.close();
                Files.deleteIfExists(block.part);
            }
        }
    }
}
