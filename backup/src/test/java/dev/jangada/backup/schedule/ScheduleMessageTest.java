package dev.jangada.backup.schedule;

import dev.jangada.problem.MessageBundleContract;

final class ScheduleMessageTest extends MessageBundleContract {
    ScheduleMessageTest() {
        super(ScheduleMessage.class);
    }
}
