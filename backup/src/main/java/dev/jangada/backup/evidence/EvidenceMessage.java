package dev.jangada.backup.evidence;

import dev.jangada.problem.Message;

/** What this package tells users. */
enum EvidenceMessage implements Message {
    BAD_EVIDENCE
}
