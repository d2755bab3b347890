package dev.jangada.cli.config;

import dev.jangada.problem.MessageBundleContract;

class ConfigMessageTest extends MessageBundleContract {
    ConfigMessageTest() {
        super(ConfigMessage.class);
    }
}
