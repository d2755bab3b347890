package dev.jangada.cli.etcd;

import dev.jangada.cli.terminal.Terminal;
import java.util.stream.Collectors;

/** What of an etcd is encrypted at rest, in words. */
record EncryptedKinds(Terminal terminal, EtcdContents contents) {

    private static final String SECRETS = "secrets";

    /** Kinds, each with how its values are encrypted, and how many where that is not all of them. */
    String text() {
        String kinds = contents.groups().stream()
                .filter(group -> !group.encrypted().isEmpty())
                .map(group -> Terminal.harmless(name(group) + " (" + schemes(group) + ")"))
                .sorted()
                .collect(Collectors.joining(", "));
        if (kinds.isEmpty()) {
            return terminal.text(EtcdCommandMessage.ETCD_ENCRYPTION_NONE);
        }
        boolean secretsInTheClear = contents.groups().stream()
                .anyMatch(group ->
                        group.kind().equals(SECRETS) && group.encrypted().isEmpty());
        return secretsInTheClear ? terminal.text(EtcdCommandMessage.ETCD_ENCRYPTION_NOT_SECRETS, kinds) : kinds;
    }

    private static String name(EtcdContents.Group group) {
        return group.kind().isEmpty() ? group.prefix() : group.kind();
    }

    private String schemes(EtcdContents.Group group) {
        return group.encrypted().entrySet().stream()
                .map(scheme -> scheme.getValue() == group.keys()
                        ? scheme.getKey()
                        : terminal.text(
                                EtcdCommandMessage.ETCD_ENCRYPTION_SOME,
                                scheme.getKey(),
                                scheme.getValue(),
                                group.keys()))
                .collect(Collectors.joining(", "));
    }
}
