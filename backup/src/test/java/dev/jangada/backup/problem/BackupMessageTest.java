package dev.jangada.backup.problem;

import dev.jangada.problem.MessageBundleContract;

class BackupMessageTest extends MessageBundleContract {
    BackupMessageTest() {
        super(BackupMessage.class);
    }
}
