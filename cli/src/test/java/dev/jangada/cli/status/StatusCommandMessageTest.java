package dev.jangada.cli.status;

import dev.jangada.problem.MessageBundleContract;

final class StatusCommandMessageTest extends MessageBundleContract {
    StatusCommandMessageTest() {
        super(StatusCommandMessage.class);
    }
}
