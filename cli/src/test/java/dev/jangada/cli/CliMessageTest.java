package dev.jangada.cli;

import dev.jangada.problem.MessageBundleContract;

class CliMessageTest extends MessageBundleContract {
    CliMessageTest() {
        super(CliMessage.class);
    }
}
