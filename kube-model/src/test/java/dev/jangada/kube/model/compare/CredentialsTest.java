package dev.jangada.kube.model.compare;

import static dev.jangada.kube.model.sample.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No credential is shown, wherever it stands and however it is written. */
class CredentialsTest {

    private static final int LONG = 1 << 18;
    private static final String CUSTOM = "{apiVersion: example.com/v1, kind: Backup, metadata: {name: b}, spec: %s}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{password: $}",
                "{SMTP_PASS: $}",
                "{DB_PASS: $}",
                "{dbPass: $}",
                "{DB_PASS_PROD: $}",
                "{SIGNING_KEY: $}",
                "{tlsKey: $}",
                "{bearer: $}",
                "{credentials: {foo: $}}",
                "{credentials: {list: [$]}}",
                "{credentials: {list: [{user: $}]}}",
                "{user: {auth: {basic: $}}}",
                "{secrets: {db: $}}",
                "{key: password, value: $}",
                "{name: apiToken, value: [$]}",
            })
    void inACustomObjectNamesAndWhatStandsUnderThemHide(String spec) {
        hides(CUSTOM.formatted(spec));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password.file: $",
                "credentials-file: $",
                "TLS_KEY: $",
                "tls.key: $",
                "auth: $",
                "app: '{\"user\":\"a\",\"password\":\"$\"}'",
                "app: '{\\\"user\\\":\\\"a\\\",\\\"password\\\":\\\"$\\\"}'",
                "app: 'Server=db;Database=x;Password=$'",
                "app: 'mysql --password=$'",
                "app: 'mysql --user root --password $'",
                "app: 'export DB_PASSWORD=$'",
                "app: 'sh -c \"PGPASSWORD=$ psql\"'",
                "app: 'https://host/path?token=$&a=b'",
                "app: 'http://user:$@host'",
                "app: 'Authorization: Basic $'",
                "app: 'Basic $'",
                "app: 'Bearer $'",
                "app: \"a=b\\ndb.password=$\"",
                "app: \"port 1\\nrequirepass $\\n\"",
                "app: 'machine h login u password $'",
                "app: '<server><password>$</password></server>'",
                "app: \"ALTER USER u PASSWORD '$'\"",
                "app: \"'password' => '$'\"",
                "app: 'signing-key: $'",
                "app: '-----BEGIN RSA PRIVATE KEY-----$'",
                "app: 'eyJhbGciOiJIUzI1NiJ9.eyJ$'",
            })
    void inAConfigMapNamesAndTextsHide(String data) {
        hides("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {%s}}".formatted(data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args: ['--password=$']",
                "args: [--password, $]",
                "args: [-v, --db-password, $, --other]",
                "command: [sh, -c, 'PGPASSWORD=$ psql']",
                "env: [{name: SMTP_PASS, value: $}]",
                "livenessProbe: {httpGet: {httpHeaders: [{name: Authorization, value: Basic $}]}}",
                "livenessProbe: {httpGet: {httpHeaders: [{name: X-Api-Key, value: $}]}}",
            })
    void inAPodOptionsVariablesAndHeadersHide(String field) {
        hides("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, %s}]}}".formatted(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{name: v, secret: {items: [{key: $, path: p}]}}]}}",
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{name: v, secret: {defaultMode: 1, secretName: $}}]}}",
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {topologySpreadConstraints: [{topologyKey: $}]}}",
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, env: [{name: TOKEN_FILE, value: $}]}]}}",
                "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, args: [--token-file, $]}]}}",
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {count/secrets: $, secrets: $}}}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{resources: [secrets, $]}]}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: 'the password is expired: see $'}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: 'secretName: $'}}",
                "{apiVersion: example.com/v1, kind: Backup, metadata: {name: b}, spec: {credentials: {secretName: $}}}",
                "{apiVersion: example.com/v1, kind: Backup, metadata: {name: b}, spec: {credentials: {secretRef: {key: $}}}}",
            })
    void whatOnlyPointsToACredentialIsShown(String yaml) {
        assertThat(shown(yaml)).contains("S3CRET1").contains("S3CRET2");
    }

    @Test
    void whatAppearsOrGoesIsHiddenToo() {
        KubeObject without = object(CUSTOM.formatted("{}"));
        KubeObject with =
                object(CUSTOM.formatted("{items: [{key: password, value: S3CRET}], args: [--token, S3CRET]}"));
        assertThat(shown(without, with)).doesNotContain("S3CRET").contains("(6 bytes)");
        assertThat(shown(with, without)).doesNotContain("S3CRET").contains("(6 bytes)");
    }

    /** What is compared with one another need not be the same variable: each value is judged by what it belongs to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{headers: [{name: X, value: a}, {name: PASSWORD, value: S3CRET}, {name: X, value: b}]}"
                        + " | {headers: [{name: X, value: a}, {name: Y, value: b}, {name: PASSWORD, value: S3CRET}, {name: X, value: b}]}",
                "{headers: [{key: password, value: S3CRET}]} | {headers: [{key: a, value: b}, {key: password, value: S3CRET}]}",
                "{args: [--password, S3CRET]} | {args: [a, --password, S3CRET]}",
            })
    void valuesOfItemsThatMovedAreHiddenOnBothSides(String first, String second) {
        KubeObject before = object(CUSTOM.formatted(first));
        KubeObject after = object(CUSTOM.formatted(second));
        assertThat(shown(before, after)).isNotEmpty().doesNotContain("S3CRET");
        assertThat(shown(after, before)).isNotEmpty().doesNotContain("S3CRET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: $}} | YWJj | YWJjZGU= | (3 bytes) | (5 bytes)",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: s}, data: {db-password: $}} | abc | abcde | (3 bytes) | (5 bytes)",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: s}, data: {app.properties: \"a=b\\ndb.password=$\"}} | x | xy | (17 bytes) | (18 bytes)",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: s}, data: {url: \"http://u:$@h\"}} | x | xy | (12 bytes) | (13 bytes)",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: s}, data: {k: \"-----BEGIN RSA PRIVATE KEY-----$\"}} | x | xy | (32 bytes) | (33 bytes)",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: s, annotations: {api-key: $}}} | x | xy | (1 bytes) | (2 bytes)",
                "{apiVersion: v1, kind: Pod, metadata: {name: s}, spec: {containers: [{name: c, env: [{name: MY_TOKEN, value: $}]}]}} | x | xy | (1 bytes) | (2 bytes)",
                "{apiVersion: v1, kind: Pod, metadata: {name: s}, spec: {containers: [{name: c, args: ['--password=$']}]}} | x | xy | (12 bytes) | (13 bytes)",
            })
    void credentialsShowOnlyTheirSizes(String yaml, String first, String second, String before, String after) {
        List<FieldChange> changes = ObjectDiff.of(
                        object(yaml.replace("$", first)), object(yaml.replace("$", second)), NormalForm.standard())
                .changes();
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.sensitive()).isTrue();
            assertThat(change.before().orElseThrow().shown().asText()).isEqualTo(before);
            assertThat(change.after().orElseThrow().shown().asText()).isEqualTo(after);
            assertThat(change.before().orElseThrow().raw())
                    .isNotEqualTo(change.before().orElseThrow().shown());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Pod, metadata: {name: s}, spec: {volumes: [{name: v, secret: {secretName: $}}]}}",
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: s}, spec: {hard: {count/secrets: $}}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: s}, data: {greeting: $}}",
                "{apiVersion: v1, kind: Pod, metadata: {name: s}, spec: {containers: [{name: c, env: [{name: TOKEN_FILE, value: $}]}]}}",
            })
    void whatIsNoCredentialIsShown(String yaml) {
        List<FieldChange> changes = ObjectDiff.of(
                        object(yaml.replace("$", "1x")), object(yaml.replace("$", "2x")), NormalForm.standard())
                .changes();
        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.sensitive()).isFalse());
    }

    @Test
    void credentialsInsideWhatWasAddedAreHiddenTheRestIsShown() {
        String pod =
                "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: a}, spec: {containers: [{name: c}%s]}}";
        List<FieldChange> changes = ObjectDiff.of(
                        object(pod.formatted("")),
                        object(pod.formatted(", {name: d, env: [{name: DB_PASSWORD, value: hunter2}]}")),
                        NormalForm.standard())
                .changes();
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.sensitive()).isTrue();
            assertThat(change.after().orElseThrow().shown())
                    .hasToString("{\"name\":\"d\",\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"(7 bytes)\"}]}");
        });
    }

    @Test
    void itemsWithNamesOfTheirOwnAreMatchedByThemWhereThereIsNoRule() {
        List<FieldChange> changes = ObjectDiff.of(
                        object(CUSTOM.formatted("{env: [{name: DB_PASSWORD, value: S3CRET}, {name: B, value: b}]}")),
                        object(
                                CUSTOM.formatted(
                                        "{env: [{name: A, value: a}, {name: DB_PASSWORD, value: S3CRET}, {name: B, value: c}]}")),
                        NormalForm.standard())
                .changes();
        assertThat(changes.stream().map(FieldChange::path))
                .containsExactly("spec.env[name=B].value", "spec.env[name=A]");
    }

    @Test
    @Timeout(20)
    void aLongTextWithoutABlankIsLookedThroughInLinearTime() {
        assertThat(CredentialText.holdsCredential("a".repeat(LONG))).isFalse();
        assertThat(CredentialText.holdsCredential("a=b ".repeat(LONG / 4))).isFalse();
        assertThat(CredentialText.holdsCredential("-".repeat(LONG))).isFalse();
        assertThat(CredentialText.holdsCredential(" ".repeat(LONG))).isFalse();
        assertThat(CredentialText.holdsCredential("a\n\n\n ".repeat(LONG / 4))).isFalse();
    }

    private static void hides(String yaml) {
        assertThat(shown(yaml)).doesNotContain("S3CRET").contains(" bytes)");
    }

    private static String shown(String yaml) {
        return shown(object(yaml.replace("$", "S3CRET1")), object(yaml.replace("$", "S3CRET2")));
    }

    /** All that a reader of the comparison sees. */
    private static String shown(KubeObject before, KubeObject after) {
        return ObjectDiff.of(before, after, NormalForm.standard()).changes().stream()
                .map(change -> change.path() + " " + shown(change.before()) + " " + shown(change.after()))
                .collect(Collectors.joining("\n"));
    }

    private static String shown(Optional<FieldChange.Value> value) {
        return value.map(found -> found.shown().toString()).orElse("");
    }
}
