package dev.jangada.backup.evidence;

import dev.jangada.problem.MessageBundleContract;

final class EvidenceMessageTest extends MessageBundleContract {
    EvidenceMessageTest() {
        super(EvidenceMessage.class);
    }
}
