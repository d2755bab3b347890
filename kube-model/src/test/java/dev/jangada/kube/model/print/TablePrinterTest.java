package dev.jangada.kube.model.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.sample.Yaml;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells as pkg/printers/internalversion/printers.go of Kubernetes 1.36 makes them, of states that clusters seldom have. */
class TablePrinterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TablePrinter.Options NARROW = new TablePrinter.Options(false, false, false, false, false);
    private static final TablePrinter.Options WIDE = new TablePrinter.Options(true, false, false, false, false);

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              versions:
              - name: v1
                additionalPrinterColumns: [{name: C, type: %s, jsonPath: .spec.c}]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // printStorageClass, printIngressClass
                "StorageClass | metadata: {name: a, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}, provisioner: p"
                        + " | a (default)   p   Delete   Immediate   false   <unknown>",
                "StorageClass | metadata: {name: a, annotations: {storageclass.beta.kubernetes.io/is-default-class: 'true'}}, provisioner: p"
                        + " | a (default)   p   Delete   Immediate   false   <unknown>",
                "StorageClass | metadata: {name: a, annotations: {storageclass.kubernetes.io/is-default-class: 'false'}}, provisioner: p"
                        + " | a   p   Delete   Immediate   false   <unknown>",
                "IngressClass | metadata: {name: a, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}, spec: {controller: c}"
                        + " | a (default)   c   <none>   <unknown>",
                // formatHosts
                "Ingress | metadata: {name: a}, spec: {rules: [{host: a}, {host: b}, {host: c}]} | a   <none>   a,b,c      80   <unknown>",
                "Ingress | metadata: {name: a}, spec: {rules: [{host: a}, {http: {}}, {host: a}]} | a   <none>   a,a      80   <unknown>",
                "Ingress | metadata: {name: a}, spec: {rules: [{host: a}, {host: b}, {host: c}, {host: d}, {}]}"
                        + " | a   <none>   a,b,c + 2 more...      80   <unknown>",
                "Ingress | metadata: {name: a}, spec: {rules: [{}]} | a   <none>   *      80   <unknown>",
                // ingressLoadBalancerStatusStringer, getServiceExternalIP
                "Ingress | metadata: {name: a}, status: {loadBalancer: {ingress: [{ip: 10.0.0.2}, {ip: 10.0.0.1}, {ip: 10.0.0.2}]}}"
                        + " | a   <none>   *   10.0.0.1,10.0.0.2   80   <unknown>",
                "Service | metadata: {name: a}, spec: {type: LoadBalancer, clusterIP: 10.0.0.3}, status: {loadBalancer: {ingress: [{hostname: lb.example.com}, {ip: 10.0.0.1}]}}"
                        + " | a   LoadBalancer   10.0.0.3   10.0.0.1,lb.example.com   <none>   <unknown>",
                "Service | metadata: {name: a}, spec: {type: LoadBalancer, externalIPs: [1.1.1.1]}, status: {loadBalancer: {ingress: [{ip: 10.0.0.1}]}}"
                        + " | a   LoadBalancer   <none>   10.0.0.1,1.1.1.1   <none>   <unknown>",
                "Service | metadata: {name: a}, spec: {type: LoadBalancer} | a   LoadBalancer   <none>   <pending>   <none>   <unknown>",
                // printValidatingAdmissionPolicyBinding
                "ValidatingAdmissionPolicyBinding | metadata: {name: a}, spec: {policyName: p} | a   p   <unset>   <unknown>",
                "ValidatingAdmissionPolicyBinding | metadata: {name: a}, spec: {policyName: p, paramRef: {name: x}} | a   p   */x   <unknown>",
                "ValidatingAdmissionPolicyBinding | metadata: {name: a}, spec: {policyName: p, paramRef: {name: x, namespace: n}} | a   p   n/x   <unknown>",
                "ValidatingAdmissionPolicyBinding | metadata: {name: a}, spec: {policyName: p, paramRef: {selector: {matchLabels: {b: c}}}}"
                        + " | a   p   &LabelSelector{MatchLabels:map[string]string{b: c,},MatchExpressions:[]LabelSelectorRequirement{},}   <unknown>",
                // printJob
                "Job | metadata: {name: a}, status: {conditions: [{type: SuccessCriteriaMet, status: 'True'}]} | a   SuccessCriteriaMet   0/1      <unknown>",
                "Job | metadata: {name: a}, status: {startTime: '2026-01-01T11:00:00Z', completionTime: '2026-01-01T11:05:00Z', conditions: [{type: Complete, status: 'True'}]}"
                        + " | a   Complete   0/1   5m   <unknown>",
                "Job | metadata: {name: a}, status: {startTime: yesterday} | a   Running   0/1   <invalid>   <unknown>",
                "Job | metadata: {name: a}, status: {startTime: '2026-01-01T11:00:00Z', completionTime: later} | a   Running   0/1   <invalid>   <unknown>",
                // printNetworkPolicy, with the selector's requirements in the order of their keys
                "NetworkPolicy | metadata: {name: a}, spec: {podSelector: {matchLabels: {c: d}, matchExpressions: [{key: b, operator: Exists}, {key: d, operator: In, values: [y, x]}]}}"
                        + " | a   b,c=d,d in (x,y)   <unknown>",
                "NetworkPolicy | metadata: {name: a, creationTimestamp: then}, spec: {podSelector: {}} | a   <none>   <invalid>",
                // printEvent
                "Event | metadata: {name: a}, type: Normal, reason: R, message: \"one\\ntwo\", involvedObject: {kind: Pod, name: p}, firstTimestamp: '2026-01-01T11:00:00Z'"
                        + " | 60m   Normal   R   pod/p   one...",
                "Event | metadata: {name: a}, type: Normal, reason: R, message: m, involvedObject: {kind: Pod}, series: {lastObservedTime: '2026-01-01T11:58:00Z'}, lastTimestamp: '2026-01-01T11:00:00Z'"
                        + " | 2m   Normal   R   pod   m",
            })
    void cells(String kind, String yaml, String row) throws IOException {
        assertThat(table(NARROW, builtIn(kind), Optional.empty(), object(kind, yaml)))
                .isEqualTo(row + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Event | metadata: {name: a}, message: m, source: {component: kubelet, host: n1}, count: 3, lastTimestamp: '2026-01-01T11:58:00Z', firstTimestamp: '2026-01-01T11:00:00Z'"
                        + " | 2m   kubelet, n1   m   60m   3   a",
                "Event | metadata: {name: a}, message: m, reportingComponent: c, reportingInstance: i, eventTime: '2026-01-01T11:00:00Z'"
                        + " | 60m   c, i   m   60m   1   a",
                "Event | metadata: {name: a}, message: m, reportingComponent: c, count: 2, series: {count: 9, lastObservedTime: '2026-01-01T11:58:00Z'}"
                        + " | 2m   c   m   <unknown>   9   a",
            })
    void wideCells(String kind, String yaml, String row) throws IOException {
        String table = table(WIDE, builtIn(kind), Optional.empty(), object(kind, yaml));
        assertThat(columnsOf(table)).containsExactlyElementsOf(columnsOf(row));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | 3 | 3",
                "integer | 3.9 | 3",
                "integer | '\"3\"' | ''",
                "number | 1.50 | 1.5",
                "number | true | ''",
                "boolean | true | true",
                "boolean | '\"true\"' | ''",
                "date | '\"2026-01-01T11:58:00Z\"' | 2m",
                "date | '\"soon\"' | <invalid>",
                "date | 5 | ''",
                "string | 5 | 5",
                "string | '{b: 1, a: [x, y]}' | map[a:[x y] b:1]",
            })
    void aCustomColumnShowsWhatIsOfItsType(String type, String value, String cell) throws IOException {
        assertThat(custom(DEFINITION.formatted(type), "{c: " + value + "}")).isEqualTo("w   " + cell + "\n");
    }

    @Test
    void aCustomColumnShowsTheFirstThatItsPathFinds() throws IOException {
        String definition = DEFINITION.formatted("string").replace(".spec.c", "'.spec.list[*].n'");
        assertThat(custom(definition, "{list: [{n: a}, {n: b}]}")).isEqualTo("w   a\n");
        assertThat(custom(definition, "{}")).isEqualTo("w   \n");
        assertThat(custom(definition.replace("[*]", "[99999999999]"), "{list: [{n: a}]}"))
                .isEqualTo("w   \n");
    }

    @Test
    void columnsAreAsWideAsTheirWidestAndTablesOfSeveralKindsStandApart() throws IOException {
        var out = new StringWriter();
        var printer = new TablePrinter(out, new TablePrinter.Options(false, true, true, true, true), NOW);
        printer.begin(builtIn("ConfigMap"), Optional.empty());
        printer.print(object("ConfigMap", "metadata: {name: a, namespace: shop, labels: {x: y}}, data: {k: v}"));
        printer.print(object("ConfigMap", "metadata: {name: longer, namespace: b}"));
        printer.begin(builtIn("StorageClass"), Optional.empty());
        printer.end();
        printer.begin(builtIn("ServiceAccount"), Optional.empty());
        printer.print(object("ServiceAccount", "metadata: {name: \"e\\u001b[31m\", namespace: shop}"));
        printer.end();
        assertThat(out).hasToString("""
                NAMESPACE   NAME               DATA   AGE         LABELS
                shop        configmap/a        1      <unknown>   x=y
                b           configmap/longer   0      <unknown>   <none>

                NAMESPACE   NAME                    AGE         LABELS
                shop        serviceaccount/e [31m   <unknown>   <none>
                """);
    }

    private static String custom(String definition, String spec) throws IOException {
        var kind = new ResourceKind(
                "example.com", "v1", "Widget", "widgets", "widget", List.of(), List.of(), true, List.of());
        KubeObject widget = Yaml.object(
                "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: %s}".formatted(spec));
        return table(NARROW, kind, Optional.of(Yaml.object(definition)), widget);
    }

    private static String table(
            TablePrinter.Options options, ResourceKind kind, Optional<KubeObject> definition, KubeObject object)
            throws IOException {
        var out = new StringWriter();
        var printer = new TablePrinter(out, options, NOW);
        printer.begin(kind, definition);
        printer.print(object);
        printer.end();
        return out.toString();
    }

    private static List<String> columnsOf(String row) {
        return List.of(row.strip().split(" {3,}"));
    }

    private static ResourceKind builtIn(String kind) {
        return BuiltinKinds.all().stream()
                .filter(built -> built.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static KubeObject object(String kind, String fields) {
        return Yaml.object(
                "{apiVersion: %s, kind: %s, %s}".formatted(builtIn(kind).apiVersion(), kind, fields));
    }
}
