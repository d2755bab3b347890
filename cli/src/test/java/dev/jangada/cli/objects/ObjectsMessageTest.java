package dev.jangada.cli.objects;

import dev.jangada.problem.MessageBundleContract;

class ObjectsMessageTest extends MessageBundleContract {
    ObjectsMessageTest() {
        super(ObjectsMessage.class);
    }
}
