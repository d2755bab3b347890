package dev.jangada.etcd.client;

import dev.jangada.problem.MessageBundleContract;

class ClientMessageTest extends MessageBundleContract {
    ClientMessageTest() {
        super(ClientMessage.class);
    }
}
