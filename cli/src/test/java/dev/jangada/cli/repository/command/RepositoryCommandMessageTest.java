package dev.jangada.cli.repository.command;

import dev.jangada.problem.MessageBundleContract;

class RepositoryCommandMessageTest extends MessageBundleContract {
    RepositoryCommandMessageTest() {
        super(RepositoryCommandMessage.class);
    }
}
