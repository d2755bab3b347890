package dev.jangada.etcd.storage.bolt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Names on the disk: a file's name is safe only when its directory has been brought to the disk too. */
public final class Directories {

    private Directories() {}

    /** Brings the names in a directory to the disk. */
    public static void force(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
