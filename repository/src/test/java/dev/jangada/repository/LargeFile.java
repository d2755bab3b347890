package dev.jangada.repository;

import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.play.Play;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** A program that writes and reads 300 MB of noise and of nothing, in turns. */
final class LargeFile {

    private static final long LENGTH = 300_000_000;

    private LargeFile() {}

    /**
     * Runs.
     *
     * @param arguments where
     */
    public static void main(String[] arguments) throws IOException {
        try (Repository repository = Play.init(Path.of(arguments[0]).resolve("large"))) {
            var attributes = Attributes.of(0600, Instant.EPOCH);
            try (var writer = repository.write(Optional.empty())) {
                writer.root().file("large", attributes, new Noise());
                writer.finish(Play.snapshot("large"));
            }
            repository.reloadIndex();
            var tree = repository.tree(
                    repository.snapshots().all().values().iterator().next().tree());
            long[] read = {0};
            tree.copy(tree.find("large").orElseThrow(), new OutputStream() {
                @Override
                public void write(int b) {
                    read[0]++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    read[0] += length;
                }
            });
            System.out.println("read " + read[0]);
        }
    }

    /** Turns of one MiB. */
    private static final class Noise extends InputStream {
        private final SplittableRandom random = new SplittableRandom(1);
        private long at;

        @Override
        public int read() {
            return at++ < LENGTH ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at >= LENGTH) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, 1 << 16), LENGTH - at);
            byte[] bytes = new byte[count];
            if ((at >> 20) % 4 != 0) {
                random.nextBytes(bytes);
            }
            System.arraycopy(bytes, 0, target, offset, count);
            at += count;
            return count;
        }
    }
}
