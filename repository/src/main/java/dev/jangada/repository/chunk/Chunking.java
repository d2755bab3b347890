package dev.jangada.repository.chunk;

/**
 * Where a file's content is cut into blobs. The format lets a writer cut where it likes: whatever is chosen here, restic reads it. But
 * only what is cut in the same way each time is the same blobs each time.
 */
public sealed interface Chunking {

    /** As restic does: right for files in which bytes are inserted, and for all whose inner order is not known. */
    Chunking CONTENT = new ByContent();

    /**
     * For files of etcd (bbolt). Their pages of 4 KiB stay where they are, and what changes is pages here and there: after 1 % of the
     * keys are rewritten and compacted, nearly each of restic's pieces has one, and each costs 500 KiB. With pieces of 32 KiB a quarter
     * as much is stored. Smaller ones store little less and then take more for their names and compress worse; the figures are in
     * bench/RESULTS.md.
     */
    Chunking ETCD = new Pieces(32 << 10);

    /** Where the content says so: a rolling hash, from 512 KiB to 8 MiB. */
    record ByContent() implements Chunking {}

    /**
     * At every multiple of a length, counted from the beginning of the file. Each piece takes some 60 bytes of memory in the index, and
     * 70 in its directory's tree.
     *
     * @param length in bytes, from 4 KiB to 8 MiB
     */
    record Pieces(int length) implements Chunking {

        private static final int LEAST = 4 << 10;

        /** Checks the length. */
        public Pieces {
            if (length < LEAST || length > Chunker.MAX) {
                throw new IllegalArgumentException("pieces of " + length + " bytes");
            }
        }
    }
}
