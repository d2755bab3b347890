package dev.jangada.cli.schedule;

import dev.jangada.problem.MessageBundleContract;

final class ScheduleCommandMessageTest extends MessageBundleContract {
    ScheduleCommandMessageTest() {
        super(ScheduleCommandMessage.class);
    }
}
