package dev.jangada.repository.chunk;

/** What the rolling hash looks up, for one polynomial. */
final class RabinTables {

    /** How many bytes the rolling hash covers. */
    static final int WINDOW = 64;

    /** What the byte that leaves the window has left in the hash, after the byte that enters has been shifted in. */
    final long[] leaving = new long[256];

    /** Takes the eight bits above the polynomial's degree away, and reduces them. */
    final long[] reducing = new long[256];

    /** By how much to shift the hash to see its eight highest bits. */
    final int shift;

    RabinTables(long polynomial) {
        int degree = Polynomial.degree(polynomial);
        if (degree < 16 || degree > Polynomial.DEGREE) {
            throw new IllegalArgumentException("a chunker's polynomial has a degree from 16 to 53, this has " + degree);
        }
        shift = degree - 8;
        for (int b = 0; b < 256; b++) {
            long hash = Polynomial.modulo(b, polynomial);
            // One shift for each byte that came after it, and one for the byte that enters.
            for (int i = 0; i < WINDOW; i++) {
                hash = Polynomial.modulo(hash << 8, polynomial);
            }
            leaving[b] = hash;
            long high = (long) b << degree;
            reducing[b] = Polynomial.modulo(high, polynomial) | high;
        }
    }
}
