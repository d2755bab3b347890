package dev.jangada.backup.create;

import dev.jangada.backup.format.KindDigest;
import dev.jangada.backup.format.Layout;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.write.DirectoryWriter;
import java.util.Map;
import java.util.TreeMap;

/** The objects of one kind in one namespace, being written. Not for several threads at a time. */
final class NamespaceWriter {

    private final DirectoryWriter directory;
    private final Map<String, Id> files = new TreeMap<>();

    NamespaceWriter(DirectoryWriter directory) {
        this.directory = directory;
    }

    boolean has(String file) {
        return files.containsKey(file);
    }

    void add(String file, ObjectFile object) {
        files.put(file, directory.file(file, Layout.file(object.time()), object.bytes()));
    }

    /** No more objects come. */
    void close(String name, KindDigest digest) {
        directory.close();
        files.forEach((file, sha256) -> digest.add(name, file, sha256));
    }
}
