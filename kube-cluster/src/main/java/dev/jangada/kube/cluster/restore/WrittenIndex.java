package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Result.Written;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds in a journal what was written for an entry; 12 bytes of each are kept, the rest stays in the file. */
final class WrittenIndex implements AutoCloseable {

    private final Path journal;
    private final Optional<FileChannel> channel;
    private long[] places = new long[1 << 10];
    private int[] lengths = new int[1 << 10];

    private WrittenIndex(Path journal, Optional<FileChannel> channel) {
        this.journal = journal;
        this.channel = channel;
    }

    /**
     * Reads a journal; one that is not there says nothing.
     *
     * @throws Problem if it cannot be read
     */
    static WrittenIndex of(Path journal) {
        Optional<FileChannel> channel;
        try {
            channel = Optional.of(FileChannel.open(journal));
        } catch (NoSuchFileException e) {
            channel = Optional.empty();
        } catch (IOException e) {
            throw Journal.cannotUse(journal, e);
        }
        var index = new WrittenIndex(journal, channel);
        Journal.read(journal, (line, place, length) -> {
            if (line.has("entry") && Written.of(line).isPresent()) {
                index.put(line.path("entry").asInt(), place, length);
            }
        });
        return index;
    }

    private void put(int entry, long place, int length) {
        if (entry >= places.length) {
            int room = Math.max(entry + 1, places.length + (places.length >> 1));
            places = Arrays.copyOf(places, room);
            lengths = Arrays.copyOf(lengths, room);
        }
        places[entry] = place;
        lengths[entry] = length;
    }

    /**
     * What was written for an entry at last; empty if nothing was.
     *
     * @throws Problem if the journal cannot be read
     */
    Optional<Written> of(int entry) {
        if (channel.isEmpty() || entry >= lengths.length || lengths[entry] == 0) {
            return Optional.empty();
        }
        try {
            var line = ByteBuffer.allocate(lengths[entry]);
            while (line.hasRemaining() && channel.get().read(line, places[entry] + line.position()) >= 0) {
                // As much as comes at once.
            }
            return Written.of(Json.mapper().readTree(line.array()));
        } catch (IOException e) {
            throw Journal.cannotUse(journal, e);
        }
    }

    @Override
    public void close() {
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw Journal.cannotUse(journal, e);
            }
        });
    }
}
