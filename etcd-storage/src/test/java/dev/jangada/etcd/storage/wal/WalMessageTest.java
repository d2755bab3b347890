package dev.jangada.etcd.storage.wal;

import dev.jangada.problem.MessageBundleContract;

class WalMessageTest extends MessageBundleContract {
    WalMessageTest() {
        super(WalMessage.class);
    }
}
