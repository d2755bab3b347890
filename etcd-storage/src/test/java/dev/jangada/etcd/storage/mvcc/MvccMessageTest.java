package dev.jangada.etcd.storage.mvcc;

import dev.jangada.problem.MessageBundleContract;

class MvccMessageTest extends MessageBundleContract {
    MvccMessageTest() {
        super(MvccMessage.class);
    }
}
