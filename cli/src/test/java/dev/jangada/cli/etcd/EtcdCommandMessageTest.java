package dev.jangada.cli.etcd;

import dev.jangada.problem.MessageBundleContract;

class EtcdCommandMessageTest extends MessageBundleContract {
    EtcdCommandMessageTest() {
        super(EtcdCommandMessage.class);
    }
}
