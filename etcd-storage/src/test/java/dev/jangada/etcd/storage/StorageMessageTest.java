package dev.jangada.etcd.storage;

import dev.jangada.problem.MessageBundleContract;

class StorageMessageTest extends MessageBundleContract {
    StorageMessageTest() {
        super(StorageMessage.class);
    }
}
