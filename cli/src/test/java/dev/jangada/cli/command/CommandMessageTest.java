package dev.jangada.cli.command;

import dev.jangada.problem.MessageBundleContract;

class CommandMessageTest extends MessageBundleContract {
    CommandMessageTest() {
        super(CommandMessage.class);
    }
}
