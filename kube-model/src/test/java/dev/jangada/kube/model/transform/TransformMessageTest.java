package dev.jangada.kube.model.transform;

import dev.jangada.problem.MessageBundleContract;

class TransformMessageTest extends MessageBundleContract {
    TransformMessageTest() {
        super(TransformMessage.class);
    }
}
