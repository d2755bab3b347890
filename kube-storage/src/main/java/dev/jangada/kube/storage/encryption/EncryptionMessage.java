package dev.jangada.kube.storage.encryption;

import dev.jangada.problem.Message;

/** The sentences of this package. */
enum EncryptionMessage implements Message {
    CANNOT_READ,
    NOT_YAML,
    NOT_A_CONFIGURATION,
    NO_RESOURCES,
    UNKNOWN_PROVIDER,
    KEY_WITHOUT_NAME,
    BAD_KEY,
    NO_CONFIGURATION,
    NO_SUCH_KEY,
    WRONG_KEY,
    KMS,
    UNKNOWN_PREFIX,
}
