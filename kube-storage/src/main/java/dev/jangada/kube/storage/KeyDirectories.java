package dev.jangada.kube.storage;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Where in a key the directory of its resource ends, told from the bytes alone, so that it can be asked of every key of a
 * file: with {@code /registry/}, one segment, or two where the first one is a group or {@code services}. There are then as
 * many beginnings as there are resources, however many objects and namespaces. Safe for use by several threads.
 */
public final class KeyDirectories {

    /** Resources that stand one below the other, and are no group; see {@link KeyLayout}. */
    private static final byte[] SERVICES = KeyLayout.bytes("services/");

    /** Whose directory is the prefix; only with its whole key it says what that is. */
    private static final byte[] WITNESS = KeyLayout.bytes(KeyLayout.WITNESS);

    /** Of keys that are not Kubernetes': {@code /app/settings/} has as many. */
    private static final int SLASHES = 3;

    private final List<byte[]> prefixes;

    private KeyDirectories(List<byte[]> prefixes) {
        this.prefixes = prefixes;
    }

    /**
     * The directories below a prefix.
     *
     * @param prefix the API server's {@code --etcd-prefix}; if empty, those that are usual
     */
    public static KeyDirectories under(Optional<String> prefix) {
        return new KeyDirectories(prefix.map(KeyLayout::normal).map(List::of).orElse(KeyLayout.KNOWN_PREFIXES).stream()
                .map(known -> KeyLayout.bytes(known + "/"))
                .toList());
    }

    /**
     * The length of a key's directory, with the slash at its end: {@code /registry/pods/}, {@code /registry/services/specs/},
     * {@code /registry/example.com/widgets/}. Of a key below none of the prefixes it is what stands before its third slash,
     * with that, or the whole key; and the whole key of the namespace kube-system, wherever that is.
     *
     * @param bytes where the key is
     * @param start its first byte
     * @param length how many bytes it has
     */
    public int length(MemorySegment bytes, long start, int length) {
        for (byte[] prefix : prefixes) {
            if (has(prefix, bytes, start, length)) {
                long rest = start + prefix.length;
                boolean two = has(SERVICES, bytes, rest, length - prefix.length)
                        || hasDot(bytes, rest, length - prefix.length);
                return prefix.length + upTo(two ? 2 : 1, bytes, rest, length - prefix.length);
            }
        }
        return length > WITNESS.length && has(WITNESS, bytes, start + length - WITNESS.length, WITNESS.length)
                ? length
                : upTo(SLASHES, bytes, start, length);
    }

    private static boolean has(byte[] beginning, MemorySegment bytes, long start, int length) {
        if (length < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, start + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is one in the first segment, which makes it a group; what has no second one is no directory. */
    private static boolean hasDot(MemorySegment bytes, long start, int length) {
        for (int i = 0; i < length; i++) {
            byte letter = bytes.get(ValueLayout.JAVA_BYTE, start + i);
            if (letter == '.' || letter == '/') {
                return letter == '.';
            }
        }
        return false;
    }

    private static int upTo(int slashes, MemorySegment bytes, long start, int length) {
        int found = 0;
        for (int i = 0; i < length; i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, start + i) == '/' && ++found == slashes) {
                return i + 1;
            }
        }
        return length;
    }

    @Override
    public String toString() {
        return prefixes.stream()
                .map(prefix -> new String(prefix, StandardCharsets.UTF_8))
                .toList()
                .toString();
    }
}
