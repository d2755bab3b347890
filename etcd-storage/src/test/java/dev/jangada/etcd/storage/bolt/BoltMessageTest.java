package dev.jangada.etcd.storage.bolt;

import dev.jangada.problem.MessageBundleContract;

class BoltMessageTest extends MessageBundleContract {
    BoltMessageTest() {
        super(BoltMessage.class);
    }
}
