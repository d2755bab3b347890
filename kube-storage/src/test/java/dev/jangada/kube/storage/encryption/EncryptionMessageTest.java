package dev.jangada.kube.storage.encryption;

import dev.jangada.problem.MessageBundleContract;

class EncryptionMessageTest extends MessageBundleContract {
    EncryptionMessageTest() {
        super(EncryptionMessage.class);
    }
}
