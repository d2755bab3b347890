package dev.jangada.kube.dump.convert;

import dev.jangada.problem.MessageBundleContract;

class ConvertMessageTest extends MessageBundleContract {
    ConvertMessageTest() {
        super(ConvertMessage.class);
    }
}
