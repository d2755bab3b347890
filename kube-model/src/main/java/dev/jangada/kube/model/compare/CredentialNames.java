package dev.jangada.kube.model.compare;

import java.util.regex.Pattern;

/** Which names say that a credential stands behind them. They rather say it too often than too seldom. */
final class CredentialNames {

    private static final Pattern ANYWHERE = Pattern.compile(
            "(?i)password|passwd|passphrase|passcode|pwd|secret|token"
                    + "|bearer|api[_-]?key|access[_-]?key|private[_-]?key|encryption[_-]?key|credential|creds|dockerconfig|cookie");

    /** Words that are too short to be looked for inside others: SMTP_PASS, signing-key, tlsKey, basicAuth. */
    private static final Pattern AT_THE_END = Pattern.compile("(?i:pass\\d*|auth|authorization|dsn)$"
            + "|(?:^|[_.-])(?i:pass)(?=[_.-])"
            + "|(?:[_.-](?i:keys?)|[a-z0-9]Keys?)$");

    /** Keys that lock nothing. */
    private static final Pattern HARMLESS_KEY =
            Pattern.compile("(?i).*(?:public|primary|foreign|partition|sort|search|cache|topology|label)[_.-]?keys?");

    /** Names that only point to where a credential is, or say how it is used. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?i).*(?:name|namespace|ref|path|file|dir|url|mode|seconds|type|policy|enabled)");

    private CredentialNames() {}

    /** Whether a credential, or something about one, has this name. */
    static boolean hasWord(String name) {
        return ANYWHERE.matcher(name).find()
                || (AT_THE_END.matcher(name).find()
                        && !HARMLESS_KEY.matcher(name).matches());
    }

    /** Whether what has this name only points to a credential. */
    static boolean isReference(String name) {
        return REFERENCE.matcher(name).matches();
    }

    /** Whether the value of this name is a credential. */
    static boolean isCredential(String name) {
        return hasWord(name) && !isReference(name);
    }
}
