package dev.jangada.cli.source;

import dev.jangada.problem.MessageBundleContract;

class SourceMessageTest extends MessageBundleContract {
    SourceMessageTest() {
        super(SourceMessage.class);
    }
}
