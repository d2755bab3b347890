package dev.jangada.repository.format;

/**
 * A blob in a pack.
 *
 * @param blob which
 * @param offset of its first encrypted byte in the pack
 * @param length how many encrypted bytes, IV and MAC included
 * @param plainLength how many bytes it has when it is decrypted and decompressed; 0 if it is not compressed
 */
public record PackedBlob(Blob blob, long offset, int length, int plainLength) {

    /** Whether it is compressed. */
    public boolean isCompressed() {
        return plainLength != 0;
    }

    /** How many bytes it takes in the pack's header. */
    public int headerLength() {
        return isCompressed() ? PackHeader.COMPRESSED_ENTRY : PackHeader.PLAIN_ENTRY;
    }
}
