package dev.jangada.kube.dump;

import dev.jangada.problem.MessageBundleContract;

class DumpMessageTest extends MessageBundleContract {
    DumpMessageTest() {
        super(DumpMessage.class);
    }
}
