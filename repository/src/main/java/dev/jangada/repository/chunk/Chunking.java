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
     * keys are rewritten and compacted, nearly each of restic's pieces has one, and each costs 500 KiB. Smaller pieces store less of a
     * busy file, and more of an idle one, because the list of their names is stored anew with each change; the figures are in
     * bench/RESULTS.md. The first two pages, of which every snapshot changes one, are a piece by themselves.
     */
    Chunking ETCD = new Pieces(8 << 10, 64 << 10);

    /** Where the content says so: a rolling hash, from 512 KiB to 8 MiB. */
    record ByContent() implements Chunking {}

    /**
     * Into pieces of one length, behind a first one. Each piece takes some 60 bytes of memory in the index, and 70 in its directory's
     * tree.
     *
     * @param first bytes of the first piece, from 4 KiB to 8 MiB
     * @param length bytes of the others, likewise
     */
    record Pieces(int first, int length) implements Chunking {

        private static final int LEAST = 4 << 10;

        /** Checks the length. */
        public Pieces {
            if (Math.min(first, length) < LEAST || Math.max(first, length) > Chunker.MAX) {
                throw new IllegalArgumentException("pieces of " + first + " and " + length + " bytes");
            }
        }
    }
}
