package dev.jangada.cli.restore;

import dev.jangada.problem.MessageBundleContract;

class RestoreCommandMessageTest extends MessageBundleContract {
    RestoreCommandMessageTest() {
        super(RestoreCommandMessage.class);
    }
}
