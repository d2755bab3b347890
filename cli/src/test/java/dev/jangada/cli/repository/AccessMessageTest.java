package dev.jangada.cli.repository;

import dev.jangada.problem.MessageBundleContract;

class AccessMessageTest extends MessageBundleContract {
    AccessMessageTest() {
        super(AccessMessage.class);
    }
}
