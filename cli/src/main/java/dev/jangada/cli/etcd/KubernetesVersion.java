package dev.jangada.cli.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.kube.storage.KeyLayout;
import dev.jangada.kube.storage.StoredKeys;
import dev.jangada.kube.storage.StoredValue;
import dev.jangada.kube.storage.ValueDecoder;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which Kubernetes keeps its objects in an etcd, as far as these say. The API server writes its version nowhere, so the
 * first of those is asked that there is; memory is needed for one object and the keys of one sort, or for all keys once where
 * Kubernetes is not in its usual place.
 *
 * @param version for example {@code v1.36.1}; several, with commas between, in the middle of an upgrade
 * @param witness what says it
 */
record KubernetesVersion(String version, Witness witness) {

    private static final Pattern IMAGE = Pattern.compile(":(v\\d+\\.\\d+\\.[^@:/]+)(@.*)?$");
    private static final Pattern KUBEADM = Pattern.compile("(?m)^kubernetesVersion:\\s*\"?(v?\\d[^\\s\"]*)");

    /** What says a version, the most trustworthy first. */
    enum Witness {
        /** The images of the API server's pods, where those are pods. */
        API_SERVER("kube-apiserver", "/pods/kube-system/kube-apiserver-"),
        /** What kubeadm was last told to make of the cluster. */
        KUBEADM("kubeadm-config", "/configmaps/kube-system/kubeadm-config"),
        /** The kubelets, which may be up to three minor versions behind the API server, and are never before it. */
        KUBELETS("kubelets", "/minions/");

        private final String word;
        private final String keys;

        Witness(String word, String keys) {
            this.word = word;
            this.keys = keys;
        }

        /** How JSON calls it. */
        String word() {
            return word;
        }
    }

    /**
     * Asks the objects of an etcd's newest revision.
     *
     * @param prefix the API server's {@code --etcd-prefix}; if empty it is found out
     * @return nothing where none says it, or what would say it is encrypted
     */
    static Optional<KubernetesVersion> of(EtcdFileData data, Optional<String> prefix) {
        List<String> roots;
        try {
            roots = EtcdContents.layout(data, prefix).map(KeyLayout::prefixes).orElse(List.of());
        } catch (Problem nothingThere) {
            return Optional.empty();
        }
        return Stream.of(Witness.values())
                .flatMap(witness -> roots.stream().flatMap(root -> asked(data, root, witness).stream()))
                .findFirst();
    }

    private static Optional<KubernetesVersion> asked(EtcdFileData data, String root, Witness witness) {
        try {
            StoredKeys keys = data.at(data.currentRevision(), root + witness.keys);
            if (keys.size() == 0) {
                return Optional.empty();
            }
            KeyLayout layout = KeyLayout.of(keys, data.name(), Optional.of(root));
            var decoder = new ValueDecoder(data.name(), EncryptionConfiguration.NONE);
            var versions = new TreeSet<String>();
            for (int i = 0; i < keys.size(); i++) {
                StoredValue value = keys.get(i);
                layout.place(value.keyText())
                        .map(place -> decoder.object(value, place.resource(), "")
                                .object()
                                .tree())
                        .ifPresent(object -> said(witness, object).forEach(versions::add));
            }
            return versions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new KubernetesVersion(String.join(", ", versions), witness));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    private static Stream<String> said(Witness witness, JsonNode object) {
        return switch (witness) {
            case API_SERVER -> images(object);
            case KUBEADM -> configured(object);
            case KUBELETS -> kubelet(object);
        };
    }

    private static Stream<String> images(JsonNode pod) {
        return StreamSupport.stream(pod.at("/spec/containers").spliterator(), false)
                .filter(container -> container.path("name").asText().equals("kube-apiserver"))
                .map(container -> IMAGE.matcher(container.path("image").asText()))
                .filter(Matcher::find)
                .map(image -> image.group(1));
    }

    private static Stream<String> configured(JsonNode map) {
        Matcher matcher = KUBEADM.matcher(map.at("/data/ClusterConfiguration").asText());
        return matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty();
    }

    private static Stream<String> kubelet(JsonNode node) {
        return Stream.of(node.at("/status/nodeInfo/kubeletVersion").asText()).filter(version -> !version.isEmpty());
    }
}
