package dev.jangada.settings.table;

import dev.jangada.problem.MessageBundleContract;

class SettingTest extends MessageBundleContract {
    SettingTest() {
        super(Setting.class);
    }
}
