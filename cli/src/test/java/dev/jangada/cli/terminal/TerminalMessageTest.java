package dev.jangada.cli.terminal;

import dev.jangada.problem.MessageBundleContract;

class TerminalMessageTest extends MessageBundleContract {
    TerminalMessageTest() {
        super(TerminalMessage.class);
    }
}
