package dev.jangada.repository.damage;

import dev.jangada.problem.MessageBundleContract;

class DamageMessageTest extends MessageBundleContract {
    DamageMessageTest() {
        super(DamageMessage.class);
    }
}
