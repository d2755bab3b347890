package dev.jangada.kube.cluster.restore;

import dev.jangada.problem.MessageBundleContract;

class RestoreMessageTest extends MessageBundleContract {
    RestoreMessageTest() {
        super(RestoreMessage.class);
    }
}
