package dev.jangada.cli.demo;

import dev.jangada.problem.MessageBundleContract;

class DemoMessageTest extends MessageBundleContract {
    DemoMessageTest() {
        super(DemoMessage.class);
    }
}
