package dev.jangada.backup.create;

/** Is told how far a backup has come; from any thread, often. */
public interface CreateProgress {

    /** Nobody wants to know. */
    CreateProgress NONE = new CreateProgress() {};

    /** More of etcd's snapshot has come from its member. Both in bytes; the total is the member's word. */
    default void received(long bytes, long total) {}

    /** etcd's snapshot is being checked. */
    default void checking() {}

    /** More of etcd's snapshot was given to the repository; both in bytes. */
    default void stored(long bytes, long total) {}

    /** So many more objects are to come. */
    default void expect(long objects) {}

    /** An object was given to the repository, with so many bytes. */
    default void object(long bytes) {}

    /** Everything was read; what is left is stored. */
    default void finishing() {}
}
