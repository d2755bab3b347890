package dev.jangada.cli.evidence;

import dev.jangada.problem.MessageBundleContract;

final class EvidenceCommandMessageTest extends MessageBundleContract {
    EvidenceCommandMessageTest() {
        super(EvidenceCommandMessage.class);
    }
}
