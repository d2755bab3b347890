package dev.jangada.repository.problem;

import dev.jangada.problem.MessageBundleContract;

class RepositoryMessageTest extends MessageBundleContract {
    RepositoryMessageTest() {
        super(RepositoryMessage.class);
    }
}
