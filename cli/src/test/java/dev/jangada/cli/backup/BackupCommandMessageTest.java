package dev.jangada.cli.backup;

import dev.jangada.problem.MessageBundleContract;

class BackupCommandMessageTest extends MessageBundleContract {
    BackupCommandMessageTest() {
        super(BackupCommandMessage.class);
    }
}
