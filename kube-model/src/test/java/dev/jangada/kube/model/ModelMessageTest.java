package dev.jangada.kube.model;

import dev.jangada.problem.MessageBundleContract;

class ModelMessageTest extends MessageBundleContract {
    ModelMessageTest() {
        super(ModelMessage.class);
    }
}
