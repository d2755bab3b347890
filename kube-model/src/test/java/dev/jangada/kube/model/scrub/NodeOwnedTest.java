package dev.jangada.kube.model.scrub;

import static dev.jangada.kube.model.scrub.Scrubs.expect;

import dev.jangada.kube.model.Scrub;
import org.junit.jupiter.api.Test;

class NodeOwnedTest {

    private static final Scrub OWNED = new Scrub(Scrub.Level.GUIDE, false, false, true);

    private static final String NODE = """
            apiVersion: v1
            kind: Node
            metadata:
              name: n1
              labels:
                kubernetes.io/hostname: n1
                kubernetes.io/arch: amd64
                node-role.kubernetes.io/control-plane: ""
                node-role.kubernetes.io/storage: ""
                node.kubernetes.io/exclude-from-external-load-balancers: ""
                topology.kubernetes.io/zone: rack1
                feature.node.kubernetes.io/cpu-cpuid.AVX: "true"
                disk: ssd
              annotations:
                kubeadm.alpha.kubernetes.io/cri-socket: x
                projectcalico.org/IPv4Address: 10.0.0.1/24
                projectcalico.org/RouteReflectorClusterID: 1.0.0.1
                flannel.alpha.coreos.com/public-ip-overwrite: 1.2.3.4
                note: mine
            spec:
              podCIDR: 10.1.0.0/24
              podCIDRs: [10.1.0.0/24]
              %s
              unschedulable: true
              taints: [%s{key: node.kubernetes.io/unschedulable, effect: NoSchedule, timeAdded: t}, {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]
            status: {}
            """;

    @Test
    void keepsWhatAnAdministratorSet() {
        expect(Scrub.GUIDE, NODE.formatted("providerID: kind://n1", ""), """
                apiVersion: v1
                kind: Node
                metadata:
                  name: n1
                  labels: {node-role.kubernetes.io/storage: "", topology.kubernetes.io/zone: rack1, disk: ssd}
                  annotations:
                    projectcalico.org/RouteReflectorClusterID: 1.0.0.1
                    flannel.alpha.coreos.com/public-ip-overwrite: 1.2.3.4
                    note: mine
                spec: {unschedulable: true}
                """);
    }

    @Test
    void theControlPlanesTaintStaysBesideAnAdministratorsBecauseTheListIsAppliedAsAWhole() {
        expect(Scrub.GUIDE, NODE.formatted("", "{key: gpu, effect: NoSchedule}, "), """
                apiVersion: v1
                kind: Node
                metadata:
                  name: n1
                  labels: {node-role.kubernetes.io/storage: "", topology.kubernetes.io/zone: rack1, disk: ssd}
                  annotations:
                    projectcalico.org/RouteReflectorClusterID: 1.0.0.1
                    flannel.alpha.coreos.com/public-ip-overwrite: 1.2.3.4
                    note: mine
                spec:
                  unschedulable: true
                  taints: [{key: gpu, effect: NoSchedule}, {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]
                """);
    }

    @Test
    void zonesAreTheClouds() {
        expect(
                Scrub.GUIDE,
                "{apiVersion: v1, kind: Node, metadata: {name: n, labels: {topology.kubernetes.io/zone: a}},"
                        + " spec: {providerID: 'openstack:///1'}}",
                "{apiVersion: v1, kind: Node, metadata: {name: n}}");
    }

    @Test
    void onRequestEverythingButWhatCannotBeAppliedStays() {
        expect(
                OWNED,
                "{apiVersion: v1, kind: Node, metadata: {name: n, uid: u, labels: {kubernetes.io/arch: amd64}},"
                        + " spec: {podCIDR: 10.1.0.0/24, providerID: 'openstack:///1', taints: [{key: node.cilium.io/agent-not-ready, effect: NoExecute}]}}",
                "{apiVersion: v1, kind: Node, metadata: {name: n, labels: {kubernetes.io/arch: amd64}},"
                        + " spec: {taints: [{key: node.cilium.io/agent-not-ready, effect: NoExecute}]}}");
    }

    @Test
    void theTaintsOfAMomentGoEvenIfAllOthersStay() {
        String taints = "";
        for (String key : new String[] {
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable",
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/pid-pressure",
            "node.kubernetes.io/network-unavailable",
            "node.kubernetes.io/unschedulable",
            "node.cloudprovider.kubernetes.io/uninitialized"
        }) {
            taints += "{key: " + key + ", effect: NoSchedule}, ";
        }
        String node = """
                apiVersion: v1
                kind: Node
                metadata: {name: n1}
                spec: {taints: [%s{key: node.kubernetes.io/out-of-service, effect: NoExecute%s}, {key: ToBeDeletedByClusterAutoscaler, effect: NoSchedule}]}
                """;
        expect(OWNED, node.formatted(taints, ", timeAdded: t"), node.formatted("", ""));
    }
}
