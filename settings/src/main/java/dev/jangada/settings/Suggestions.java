package dev.jangada.settings;

import dev.jangada.kube.model.Nearest;
import dev.jangada.settings.problem.Mistakes;
import dev.jangada.settings.problem.SettingsMessage;
import dev.jangada.settings.table.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may have meant by a key that is not known. */
final class Suggestions {

    private Suggestions() {}

    /**
     * Tells it.
     *
     * @param section the section that it stands in; empty for the file itself
     * @param word the key as it stands there
     */
    static void tell(Mistakes mistakes, int line, String section, String word) {
        String key = section.isEmpty() ? word : section + "." + word;
        Optional<SettingsMessage> secret = secret(section, word);
        if (secret.isPresent()) {
            mistakes.add(line, key, secret.get());
            return;
        }
        List<Setting> here = Setting.in(section);
        Optional<String> written = here.stream()
                .map(Setting::word)
                .filter(known -> letters(known).equals(letters(word)))
                .findFirst();
        Optional<String> near = written.or(() -> Nearest.of(word, here.stream().map(Setting::word)));
        Optional<String> elsewhere = Arrays.stream(Setting.values())
                .filter(setting -> letters(setting.word()).equals(letters(word)))
                .map(Setting::key)
                .findFirst();
        if (elsewhere.isPresent() && written.isEmpty()) {
            mistakes.add(line, key, SettingsMessage.ELSEWHERE, elsewhere.get());
        } else if (near.isPresent()) {
            mistakes.add(line, key, SettingsMessage.UNKNOWN_KEY, near.get());
        } else {
            nearestAnywhere(word)
                    .ifPresentOrElse(
                            other -> mistakes.add(line, key, SettingsMessage.ELSEWHERE, other),
                            () -> mistakes.add(
                                    line,
                                    key,
                                    SettingsMessage.UNKNOWN_AMONG,
                                    here.stream().map(Setting::word).collect(Collectors.joining(", "))));
        }
    }

    private static Optional<String> nearestAnywhere(String word) {
        return Nearest.of(word, Arrays.stream(Setting.values()).map(Setting::word))
                .flatMap(near -> Arrays.stream(Setting.values())
                        .filter(setting -> setting.word().equals(near))
                        .map(Setting::key)
                        .findFirst());
    }

    /** The letters, so that {@code password-file} is known as {@code passwordFile}. */
    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Optional<SettingsMessage> secret(String section, String word) {
        String letters = letters(word);
        if (Stream.of("password", "passphrase", "passwd", "pass", "senha").anyMatch(letters::equals)) {
            return Optional.of(
                    section.equals("cluster.etcd")
                            ? SettingsMessage.ETCD_PASSWORD_HERE
                            : SettingsMessage.PASSWORD_HERE);
        }
        boolean credentials = Stream.of("accesskey", "secretkey", "secretaccesskey", "accesskeyid", "sessiontoken")
                .anyMatch(known -> letters.equals(known) || letters.equals("aws" + known));
        return credentials ? Optional.of(SettingsMessage.S3_CREDENTIALS_HERE) : Optional.empty();
    }
}
