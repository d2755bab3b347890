package dev.jangada.repository.backend;

/** What became of a file that must not have been there before. */
public enum Creation {
    /** It was made, and nobody else can have made it at the same time. */
    CREATED,
    /** It was made; the store cannot promise that nobody else made it at the same moment. */
    CREATED_UNGUARDED,
    /** It was there already, and was left alone. */
    EXISTED
}
