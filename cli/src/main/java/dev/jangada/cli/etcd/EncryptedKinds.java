package dev.jangada.cli.etcd;

import dev.jangada.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What of an etcd is encrypted at rest, in words. */
record EncryptedKinds(Terminal terminal, EtcdContents contents) {

    private static final String SECRETS = "secrets";
    private static final String KMS = "kms:";

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

    /** Of which kinds how many values are sealed by a KMS plugin, which no file can open; empty if there is none. */
    Optional<String> sealed() {
        var kinds = new ArrayList<String>();
        var plugins = new TreeSet<String>();
        for (EtcdContents.Group group : contents.groups()) {
            long sealed = 0;
            for (Map.Entry<String, Long> scheme : group.encrypted().entrySet()) {
                if (scheme.getKey().startsWith(KMS)) {
                    sealed += scheme.getValue();
                    String[] part = scheme.getKey().split(":", 3);
                    plugins.add(part[2] + " (KMS " + part[1] + ")");
                }
            }
            if (sealed > 0) {
                kinds.add(terminal.text(EtcdCommandMessage.ETCD_SEALED_KIND, sealed, name(group)));
            }
        }
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(Terminal.harmless(terminal.text(
                        EtcdCommandMessage.ETCD_SEALED_VALUE, String.join(", ", kinds), String.join(", ", plugins))));
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
