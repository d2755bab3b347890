package dev.jangada.repository.chunk;

import java.io.IOException;

/** The content of a file in the pieces that become blobs. */
@FunctionalInterface
public interface Chunks {

    /** Returns the next piece in an array of its own, or an empty array at the end. */
    byte[] next() throws IOException;
}
