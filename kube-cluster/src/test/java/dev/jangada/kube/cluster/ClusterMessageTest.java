package dev.jangada.kube.cluster;

import dev.jangada.problem.MessageBundleContract;

class ClusterMessageTest extends MessageBundleContract {
    ClusterMessageTest() {
        super(ClusterMessage.class);
    }
}
