package dev.jangada.kube.model.scrub;

import static dev.jangada.kube.model.sample.Yaml.object;
import static dev.jangada.kube.model.sample.Yaml.tree;
import static dev.jangada.kube.model.scrub.Scrubs.apply;
import static dev.jangada.kube.model.scrub.Scrubs.expect;
import static dev.jangada.kube.model.scrub.Scrubs.kept;
import static dev.jangada.kube.model.scrub.Scrubs.scrubber;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.scrub.Scrubber.Kept;
import dev.jangada.kube.model.scrub.Scrubber.LeftOut;
import dev.jangada.kube.model.scrub.Scrubber.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an object loses on its journey, and what it keeps. */
class ScrubberTest {

    private static final Scrub PORTABLE = new Scrub(Scrub.Level.PORTABLE, false, false, false);
    private static final Scrub WITH_FINISHED = new Scrub(Scrub.Level.GUIDE, false, true, false);

    @Test
    void nothingThatAWorkloadNeedsIsDropped() {
        String needed = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, annotations: {kubectl.kubernetes.io/last-applied-configuration: x}}
                spec:
                  template:
                    metadata: {annotations: {kubectl.kubernetes.io/restartedAt: x}, labels: {job-name: mine}}
                    spec:
                      restartPolicy: Always
                      dnsPolicy: ClusterFirst
                      securityContext: {runAsUser: 1}
                      terminationGracePeriodSeconds: 5
                      schedulerName: mine
                      containers: [{name: a, imagePullPolicy: Always, securityContext: {}}]
                """;
        assertThat(kept(Scrub.GUIDE, needed).tree()).isEqualTo(tree(needed));
    }

    @Test
    void whatTheServerAssignedGoes() {
        expect(Scrub.GUIDE, """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  namespace: shop
                  uid: u
                  selfLink: /x
                  resourceVersion: "1"
                  creationTimestamp: t
                  generation: 3
                  managedFields: []
                  annotations: {deployment.kubernetes.io/revision: "3"}
                  finalizers: [foregroundDeletion, example.com/hold]
                spec: {template: {metadata: {creationTimestamp: null}, spec: {}}}
                status: {replicas: 1}
                """, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, finalizers: [example.com/hold]}
                spec: {template: {spec: {}}}
                """);
    }

    @Test
    void ownersStandInAnAnnotationWithoutUids() {
        KubeObject kept = kept(Scrub.GUIDE, """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: c
                  namespace: shop
                  ownerReferences: [{apiVersion: example.com/v1, kind: Widget, name: w, uid: u, controller: true}]
                """);
        assertThat(kept.tree().path("metadata").has("ownerReferences")).isFalse();
        assertThat(kept.tree()
                        .path("metadata")
                        .path("annotations")
                        .path(Scrubber.OWNER_REFERENCES)
                        .asText())
                .isEqualTo(
                        "[{\"apiVersion\":\"example.com/v1\",\"controller\":true,\"kind\":\"Widget\",\"name\":\"w\"}]");
    }

    @Test
    void anObjectWhoseControllerIsKeptIsLeftOutAlsoOnItsSecondJourney() {
        String owned = """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: c
                  namespace: shop
                  ownerReferences: [{apiVersion: example.com/v1, kind: Widget, name: w, uid: u, controller: true}]
                """;
        KubeObject travelled = kept(Scrub.GUIDE, owned);
        var scrubber = new Scrubber(Scrub.GUIDE, owner -> owner.toString().equals("Widget.example.com shop/w"));
        assertThat(scrubber.apply(object(owned))).isEqualTo(new LeftOut(Reason.MADE_BY_CONTROLLER));
        assertThat(scrubber.apply(travelled)).isEqualTo(new LeftOut(Reason.MADE_BY_CONTROLLER));
    }

    /** {@code pkg/controller/statefulset/stateful_set_utils.go}, updateClaimOwnerRefForSetAndPod: controller is true. */
    @ParameterizedTest
    @CsvSource({"apps/v1, StatefulSet", "postgresql.cnpg.io/v1, Cluster"})
    void aClaimTravelsWithItsVolumeWhoeverControlsIt(String apiVersion, String kind) {
        KubeObject claim = object(ownedClaim(apiVersion, kind));
        var scrubber = new Scrubber(Scrub.GUIDE, owner -> true);
        assertThat(scrubber.apply(claim)).isInstanceOf(Kept.class);
        assertThat(scrubber.derived(claim)).isEmpty();
    }

    @Test
    void theClaimOfAPodsEphemeralVolumeIsMadeAgain() {
        assertThat(new Scrubber(Scrub.GUIDE, owner -> true).apply(object(ownedClaim("v1", "Pod"))))
                .isEqualTo(new LeftOut(Reason.MADE_BY_CONTROLLER));
    }

    private static String ownedClaim(String apiVersion, String kind) {
        return """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data-db-0
                  namespace: shop
                  ownerReferences: [{apiVersion: %s, kind: %s, name: db, uid: u, controller: true}]
                spec: {volumeName: pv}
                """.formatted(apiVersion, kind);
    }

    @Test
    void servicesLoseAssignedAddressesAndPortablyAlsoPorts() {
        String service = """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: shop, annotations: {metallb.io/loadBalancerIPs: 10.0.0.1}}
                spec:
                  type: LoadBalancer
                  clusterIP: 10.233.0.5
                  clusterIPs: [10.233.0.5]
                  loadBalancerIP: 10.0.0.1
                  healthCheckNodePort: 30001
                  externalIPs: [1.2.3.4]
                  ports: [{port: 80, nodePort: 30080}]
                """;
        expect(Scrub.GUIDE, service, """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: shop, annotations: {metallb.io/loadBalancerIPs: 10.0.0.1}}
                spec:
                  type: LoadBalancer
                  loadBalancerIP: 10.0.0.1
                  healthCheckNodePort: 30001
                  externalIPs: [1.2.3.4]
                  ports: [{port: 80, nodePort: 30080}]
                """);
        expect(PORTABLE, service, """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: shop}
                spec: {type: LoadBalancer, externalIPs: [1.2.3.4], ports: [{port: 80}]}
                """);
    }

    @Test
    void theOneAddressFamilyOfAClusterDoesNotTravelPortably() {
        String service = """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: shop}
                spec: {%s}
                """;
        for (String assigned : new String[] {"ipFamilies: [IPv4]", "ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]"}) {
            expect(Scrub.GUIDE, service.formatted(assigned), service.formatted(assigned));
            expect(
                    PORTABLE,
                    service.formatted(assigned),
                    service.formatted(assigned.replace("ipFamilies: [IPv4]", "").replace("k, ", "k")));
        }
        String chosen = service.formatted("ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6, IPv4]");
        expect(PORTABLE, chosen, chosen);
    }

    /** {@code plugin/pkg/admission/serviceaccount/admission.go} of Kubernetes 1.20, mountServiceAccountToken. */
    @Test
    void aBarePodLosesTheTokenThatAdmissionMounted() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: shop}
                spec: {%s, containers: [{name: c, volumeMounts: [%s{name: data, mountPath: /data}]}], volumes: [%s{name: data, emptyDir: {}}]}
                """;
        for (String account : new String[] {"robot", "default"}) {
            String named = account.equals("default") ? "priorityClassName: x" : "serviceAccountName: robot";
            expect(
                    Scrub.GUIDE,
                    pod.formatted(
                            named,
                            "{name: mine, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}, ",
                            "{name: mine, secret: {secretName: " + account + "-token-x7k2p}}, "),
                    pod.formatted(named, "", ""));
        }
        String own = pod.formatted(
                "serviceAccountName: robot",
                "{name: mine, mountPath: /tokens}, ",
                "{name: mine, secret: {secretName: other-token-x7k2p}}, ");
        expect(Scrub.GUIDE, own, own);
    }

    @Test
    void aHeadlessServiceStaysHeadless() {
        String headless = """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: shop}
                spec: {clusterIP: None, clusterIPs: [None]}
                """;
        expect(PORTABLE, headless, headless);
    }

    @Test
    void volumesAndClaimsStillFindEachOther() {
        expect(Scrub.GUIDE, """
                apiVersion: v1
                kind: PersistentVolume
                metadata:
                  name: pv
                  annotations: {pv.kubernetes.io/bound-by-controller: "yes", pv.kubernetes.io/provisioned-by: nfs}
                  finalizers:
                  - kubernetes.io/pv-protection
                  - kubernetes.io/pv-controller
                  - external-provisioner.volume.kubernetes.io/finalizer
                  - external-attacher/disk-example-com
                  - example.com/mine
                spec:
                  nfs: {server: s, path: /}
                  claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: shop, name: c, uid: u, resourceVersion: "1"}
                """, """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: pv, annotations: {pv.kubernetes.io/provisioned-by: nfs}, finalizers: [example.com/mine]}
                spec: {nfs: {server: s, path: /}, claimRef: {namespace: shop, name: c}}
                """);
        expect(Scrub.GUIDE, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: c
                  namespace: shop
                  annotations:
                    pv.kubernetes.io/bind-completed: "yes"
                    pv.kubernetes.io/bound-by-controller: "yes"
                    volume.kubernetes.io/storage-provisioner: nfs
                  finalizers: [kubernetes.io/pvc-protection]
                spec: {volumeName: pv}
                """, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: c, namespace: shop}
                spec: {volumeName: pv}
                """);
    }

    @Test
    void aJobGetsANewSelectorUnlessAPersonWroteIt() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: j, namespace: shop, labels: {app: x, job-name: j}}
                spec:
                  %s
                  selector: {matchLabels: {batch.kubernetes.io/controller-uid: u}}
                  template:
                    metadata: {labels: {batch.kubernetes.io/controller-uid: u, controller-uid: u, job-name: j}}
                    spec: {restartPolicy: Never}
                """;
        expect(Scrub.GUIDE, job.formatted("parallelism: 1"), """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: j, namespace: shop, labels: {app: x}}
                spec: {parallelism: 1, template: {spec: {restartPolicy: Never}}}
                """);
        expect(Scrub.GUIDE, job.formatted("manualSelector: true"), job.formatted("manualSelector: true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Complete", "Failed"})
    void aFinishedJobIsLeftOutOrMarked(String how) {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: j, namespace: shop}
                spec: {}
                status: {conditions: [{type: %s, status: "True"}]}
                """.formatted(how);
        assertThat(apply(Scrub.GUIDE, job)).isEqualTo(new LeftOut(Reason.FINISHED_JOB));
        KubeObject marked = kept(WITH_FINISHED, job);
        assertThat(marked.tree()
                        .path("metadata")
                        .path("annotations")
                        .path(Scrubber.FINISHED)
                        .asText())
                .isEqualTo(how);
        assertThat(scrubber(Scrub.GUIDE).apply(marked)).isEqualTo(new LeftOut(Reason.FINISHED_JOB));
    }

    @Test
    void aJobOfACronJobIsLeftOutUnlessFinishedJobsAreWanted() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: j
                  namespace: shop
                  ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: nightly, uid: u, controller: true}]
                spec: {}
                """;
        assertThat(apply(Scrub.GUIDE, job)).isEqualTo(new LeftOut(Reason.FINISHED_JOB));
        assertThat(new Scrubber(WITH_FINISHED, owner -> true).apply(object(job)))
                .isInstanceOf(Kept.class);
    }

    @Test
    void aTimeZoneInFrontOfAScheduleGoesToItsField() {
        String cronJob = """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: nightly, namespace: shop}
                spec: {%s}
                """;
        expect(
                Scrub.GUIDE,
                cronJob.formatted("schedule: TZ=America/Fortaleza 0 3 * * *"),
                cronJob.formatted("schedule: 0 3 * * *, timeZone: America/Fortaleza"));
        for (String stays : new String[] {"schedule: TZ=Local 0 3 * * *", "schedule: '@daily'", "schedule: TZ=UTC"}) {
            expect(Scrub.GUIDE, cronJob.formatted(stays), cronJob.formatted(stays));
        }
    }
}
