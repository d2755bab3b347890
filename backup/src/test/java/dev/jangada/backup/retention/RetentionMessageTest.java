package dev.jangada.backup.retention;

import dev.jangada.problem.MessageBundleContract;

final class RetentionMessageTest extends MessageBundleContract {
    RetentionMessageTest() {
        super(RetentionMessage.class);
    }
}
