package dev.jangada.etcd.storage.restore;

import dev.jangada.problem.MessageBundleContract;

class RestoreMessageTest extends MessageBundleContract {
    RestoreMessageTest() {
        super(RestoreMessage.class);
    }
}
