package dev.jangada.settings.problem;

import dev.jangada.problem.MessageBundleContract;

class SettingsMessageTest extends MessageBundleContract {
    SettingsMessageTest() {
        super(SettingsMessage.class);
    }
}
