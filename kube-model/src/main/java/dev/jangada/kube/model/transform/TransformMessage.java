package dev.jangada.kube.model.transform;

import dev.jangada.problem.Message;

/** The sentences of this room. */
enum TransformMessage implements Message {
    AT,
    RULE_AT,
    OPERATION_AT,
    RULE_FAILED,
    RULE_WITHOUT_KIND,
    NOT_YAML,
    DUPLICATE_KEY,
    SEVERAL_DOCUMENTS,
    CONFIG_MAP_ENTRIES,
    NOT_VERSION_1,
    NO_RULES,
    UNKNOWN_FIELD,
    FIELD_MISSING,
    NOT_A_MAP,
    NOT_A_LIST,
    NOT_A_TEXT,
    BAD_GLOB,
    BAD_REGEX,
    BAD_LABEL,
    BAD_EXPRESSION,
    ONE_SORT_OF_PATCH,
    UNKNOWN_OPERATION,
    BAD_PATH,
    VALUE_NOT_JSON,
    NO_PLURAL,
    NOTHING_AT,
    NAMELESS,
    NAMESPACE_BY_RULE,
    NO_STRATEGY,
    BAD_DIRECTIVE,
    NO_MERGE_KEY,
    NOT_PLAIN_VALUES,
}
