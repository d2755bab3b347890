package dev.jangada.kube.model;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum ModelMessage implements Message {
    OBJECT_NOT_JSON,
    NAMED_OBJECT_NOT_JSON,
    OBJECT_WITHOUT_KIND,
    KIND_NOT_HERE,
    UNKNOWN_KIND,
    UNKNOWN_KIND_SUGGESTION,
    BAD_LABEL_SELECTOR,
    BAD_FIELD_SELECTOR,
}
