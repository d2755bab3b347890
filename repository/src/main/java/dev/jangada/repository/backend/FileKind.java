package dev.jangada.repository.backend;

/** The kinds of files that a repository has, and the directories they lie in. */
public enum FileKind {
    /** The configuration, one file at the top. */
    CONFIG("config"),
    /** Key files. */
    KEY("keys"),
    /** Locks, the only files that a backup deletes. */
    LOCK("locks"),
    /** Snapshots. */
    SNAPSHOT("snapshots"),
    /** Index files. */
    INDEX("index"),
    /** Packs. */
    PACK("data");

    private final String directory;

    FileKind(String directory) {
        this.directory = directory;
    }

    /** The directory, or the file name where there is only one file of the kind. */
    public String directory() {
        return directory;
    }
}
