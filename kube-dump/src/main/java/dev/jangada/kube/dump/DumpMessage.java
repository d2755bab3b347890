package dev.jangada.kube.dump;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum DumpMessage implements Message {
    NO_KIND_SELECTED,
    TARGET_EXISTS,
    TARGET_IS_FILE,
    TARGET_IS_NO_DUMP,
    NO_PARENT,
    NOT_ALLOWED,
    DISK_FULL,
    CANNOT_WRITE,
    NOTHING_READ,
    CANNOT_READ,
    CHANGED,
    MISSING,
    MISSING_BUT_ASIDE,
    NOT_A_DUMP,
    EMPTY,
    FILE_WITHOUT_OBJECTS,
    NOT_JSON,
    NOT_UTF8,
    TRUNCATED,
    NOT_AN_OBJECT,
    NO_KIND,
    NO_NAME,
    TWICE,
    NEWER_FORMAT,
    BAD_MANIFEST,
    RECORDED_GAP,
    PARTIAL_OBJECTS,
    EDITED,
    NOT_COVERED,
    NO_MANIFEST,
    NO_FILE,
    REPEATED,
}
