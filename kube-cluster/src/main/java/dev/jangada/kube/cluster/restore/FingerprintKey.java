package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/**
 * Makes the fingerprints in plans and journals. The key stays on this machine, beside the plans and not in them, so that
 * whoever gets to see a plan cannot try which passwords its objects hold.
 */
public final class FingerprintKey {

    private static final int BYTES = 32;

    private final byte[] key;

    private FingerprintKey(byte[] key) {
        this.key = key;
    }

    /**
     * The key of a file, which is made if it is not there.
     *
     * @throws IOException if it can be neither read nor made
     */
    static FingerprintKey of(Path file) throws IOException {
        try {
            return new FingerprintKey(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            var key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            Path fresh = file.resolveSibling(
                    file.getFileName() + ".new-" + ProcessHandle.current().pid());
            try (FileChannel channel = StateFiles.create(fresh)) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            }
            if (Files.exists(file)) {
                Files.delete(fresh);
            } else {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return new FingerprintKey(Files.readAllBytes(file));
        }
    }

    /** Stands for the content of an object. */
    Fingerprint of(KubeObject object) {
        return Fingerprint.keyed(object, key);
    }
}
