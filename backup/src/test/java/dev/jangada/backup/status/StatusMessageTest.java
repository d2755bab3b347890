package dev.jangada.backup.status;

import dev.jangada.problem.MessageBundleContract;

final class StatusMessageTest extends MessageBundleContract {
    StatusMessageTest() {
        super(StatusMessage.class);
    }
}
