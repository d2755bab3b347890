package dev.jangada.kube.storage;

import dev.jangada.problem.MessageBundleContract;

class StorageMessageTest extends MessageBundleContract {
    StorageMessageTest() {
        super(StorageMessage.class);
    }
}
