package dev.jangada.problem;

final class FileReasonTest extends MessageBundleContract {

    FileReasonTest() {
        super(FileReason.class);
    }
}
