package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory of a key, as {@link KeyLayout} has it too, out of the bytes. */
class KeyDirectoriesTest {

    private static String of(Optional<String> prefix, String key) {
        byte[] bytes = ("##" + key + "##").getBytes(StandardCharsets.UTF_8);
        int length = KeyDirectories.under(prefix).length(MemorySegment.ofArray(bytes), 2, bytes.length - 4);
        return key.substring(0, length);
    }

    @ParameterizedTest
    @CsvSource({
        "/registry/pods/shop/web, /registry/pods/",
        "/registry/namespaces/kube-system, /registry/namespaces/",
        "/registry/clusterroles/system:node, /registry/clusterroles/",
        "/registry/services/specs/shop/web, /registry/services/specs/",
        "/registry/services/endpoints/shop/web, /registry/services/endpoints/",
        "/registry/serviceaccounts/shop/a.b, /registry/serviceaccounts/",
        "/registry/configmaps/shop/a.b.c, /registry/configmaps/",
        "/registry/example.com/widgets/shop/w, /registry/example.com/widgets/",
        "/registry/example.com/widgets/w, /registry/example.com/widgets/",
        "/registry/apiregistration.k8s.io/apiservices/v1., /registry/apiregistration.k8s.io/apiservices/",
        "/registry/ranges/serviceips, /registry/ranges/",
        "/kubernetes.io/pods/shop/web, /kubernetes.io/pods/",
        "/openshift.io/build/x/y, /openshift.io/build/",
        "/app/settings/a/b, /app/settings/",
        "/k8s/prod/one/namespaces/kube-system, /k8s/prod/one/namespaces/kube-system",
        "compact_rev_key, compact_rev_key",
        "/registry/odd, /registry/odd",
        "/registry/odd.example, /registry/odd.example",
    })
    void isWhereTheResourceEnds(String key, String directory) {
        assertThat(of(Optional.empty(), key)).isEqualTo(directory);
        KeyLayout layout = KeyLayout.under(KeyLayout.KNOWN_PREFIXES);
        if (directory.endsWith("/")) {
            layout.place(key)
                    .ifPresent(place -> assertThat(directory)
                            .endsWith("/" + place.resource().path() + "/"));
        }
    }

    @Test
    void isBelowThePrefixThatIsGiven() {
        assertThat(of(Optional.of("k8s/prod/"), "/k8s/prod/example.com/widgets/shop/w"))
                .isEqualTo("/k8s/prod/example.com/widgets/");
        assertThat(of(Optional.of("/k8s"), "/registry/pods/shop/web")).isEqualTo("/registry/pods/");
    }
}
