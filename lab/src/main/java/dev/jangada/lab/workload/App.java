package dev.jangada.lab.workload;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * One application of a generated cluster: the objects that one team keeps for one thing that runs.
 *
 * @param namespace its namespace
 * @param name its name, unique in the cluster
 * @param dice what is chance about it
 */
@SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency; a test makes every template.
record App(String namespace, String name, Dice dice) {

    private static final ObjectReader TEMPLATE = Json.mapper()
            .readerFor(ObjectNode.class)
            .with(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .with(JsonReadFeature.ALLOW_SINGLE_QUOTES);

    /** What sort of application it is: how many objects it has, and how many percent of the applications are of it. */
    enum Sort {
        WEB(14, 30),
        WORKER(8, 30),
        DATABASE(11, 15),
        BATCH(7, 12),
        OPERATOR(9, 10),
        AGENT(5, 3);

        final int objects;
        private final int percent;

        Sort(int objects, int percent) {
            this.objects = objects;
            this.percent = percent;
        }

        /** Whether an application of this sort can have objects of the wave; a no saves making them all. */
        boolean mayHave(Wave wave) {
            return switch (wave) {
                case FIRST, LAST -> false;
                case FOUNDATION -> this != WORKER && this != BATCH;
                case CONTENT -> true;
                case DEPENDENT -> this == BATCH || this == OPERATOR;
            };
        }

        static Sort of(Dice dice) {
            int rolled = dice.below(100);
            for (Sort sort : values()) {
                rolled -= sort.percent;
                if (rolled < 0) {
                    return sort;
                }
            }
            return WORKER;
        }
    }

    /** Makes the objects of the application, exactly as many as its sort says. */
    void make(Sort sort, Consumer<ObjectNode> made) {
        switch (sort) {
            case WEB -> web(made);
            case WORKER -> {
                configMaps(4, made);
                secrets(3, made);
                made.accept(deployment());
            }
            case DATABASE -> database(made);
            case BATCH -> batch(made);
            case OPERATOR -> operator(made);
            case AGENT -> agent(made);
        }
    }

    private void web(Consumer<ObjectNode> made) {
        configMaps(3, made);
        secrets(2, made);
        made.accept(deployment());
        made.accept(of(
                "{apiVersion:'v1',kind:'Service',metadata:{},spec:{selector:{app:'%s'},type:'%s',ports:[{name:'http',port:80,targetPort:8080}]}}",
                name, dice.chance(90) ? "ClusterIP" : "NodePort"));
        made.accept(of("""
                {apiVersion:'networking.k8s.io/v1',kind:'Ingress',metadata:{annotations:{'example.com/note':'%s'}},spec:{ingressClassName:'metal',
                 rules:[{host:'%s.example.com',http:{paths:[{path:'/',pathType:'Prefix',backend:{service:{name:'%s',port:{name:'http'}}}}]}}]}}""", dice.phrase().replace("\"", ""), name, name));
        made.accept(of("""
                {apiVersion:'networking.k8s.io/v1',kind:'NetworkPolicy',metadata:{},spec:{podSelector:{matchLabels:{app:'%s'}},policyTypes:['Ingress'],
                 ingress:[{from:[{podSelector:{matchLabels:{tier:'edge'}}}],ports:[{protocol:'TCP',port:8080}]}]}}""", name));
        made.accept(of(
                "{apiVersion:'policy/v1',kind:'PodDisruptionBudget',metadata:{},spec:{maxUnavailable:1,selector:{matchLabels:{app:'%s'}}}}",
                name));
        made.accept(of("""
                {apiVersion:'autoscaling/v2',kind:'HorizontalPodAutoscaler',metadata:{},spec:{scaleTargetRef:{apiVersion:'apps/v1',kind:'Deployment',name:'%s'},
                 minReplicas:1,maxReplicas:%d,metrics:[{type:'Resource',resource:{name:'cpu',target:{type:'Utilization',averageUtilization:%d}}}]}}""", name, 3 + dice.below(20), 50 + dice.below(40)));
        made.accept(of("{apiVersion:'v1',kind:'ServiceAccount',metadata:{}}"));
        made.accept(of("""
                {apiVersion:'rbac.authorization.k8s.io/v1',kind:'Role',metadata:{},
                 rules:[{apiGroups:[''],resources:['configmaps','secrets'],verbs:['get','list','watch']},{apiGroups:['apps'],resources:['deployments'],verbs:['%s']}]}""", dice.one(List.of("get", "patch", "update"))));
        made.accept(of("""
                {apiVersion:'rbac.authorization.k8s.io/v1',kind:'RoleBinding',metadata:{},roleRef:{apiGroup:'rbac.authorization.k8s.io',kind:'Role',name:'%s'},
                 subjects:[{kind:'ServiceAccount',name:'%s',namespace:'%s'}]}""", name, name, namespace));
    }

    private void database(Consumer<ObjectNode> made) {
        configMaps(2, made);
        secrets(2, made);
        made.accept(of(
                "{apiVersion:'v1',kind:'Service',metadata:{},spec:{clusterIP:'None',selector:{app:'%s'},ports:[{name:'db',port:5432}]}}",
                name));
        made.accept(named(
                "-read",
                "{apiVersion:'v1',kind:'Service',metadata:{},spec:{selector:{app:'%s'},ports:[{name:'db',port:5432}]}}",
                name));
        made.accept(of("""
                {apiVersion:'apps/v1',kind:'StatefulSet',metadata:{},spec:{serviceName:'%s',replicas:1,selector:{matchLabels:{app:'%s'}},
                 template:{metadata:{labels:{app:'%s'}},spec:{containers:[{name:'db',image:'registry.example.com/%s:%d',volumeMounts:[{name:'data',mountPath:'/data'}]}],
                 volumes:[{name:'data',persistentVolumeClaim:{claimName:'%s'}}]}}}}""", name, name, name, dice.word(), dice.below(20), name));
        made.accept(of(
                "{apiVersion:'policy/v1',kind:'PodDisruptionBudget',metadata:{},spec:{minAvailable:1,selector:{matchLabels:{app:'%s'}}}}",
                name));
        int size = 1 + dice.below(100);
        Volume volume = dice.one(List.of(Volume.values()));
        made.accept(clusterScoped("""
                {apiVersion:'v1',kind:'PersistentVolume',metadata:{},spec:{capacity:{storage:'%dGi'},accessModes:['ReadWriteOnce'],persistentVolumeReclaimPolicy:'Retain',
                 storageClassName:'%s',claimRef:{namespace:'%s',name:'%s'},%s}}""", size, volume.storageClass, namespace, name, volume.source.formatted(name)));
        made.accept(of("""
                {apiVersion:'v1',kind:'PersistentVolumeClaim',metadata:{},spec:{accessModes:['ReadWriteOnce'],storageClassName:'%s',volumeName:'%s',
                 resources:{requests:{storage:'%dGi'}}}}""", volume.storageClass, name, size));
        made.accept(of(
                "{apiVersion:'coordination.k8s.io/v1',kind:'Lease',metadata:{},spec:{holderIdentity:'%s-0',leaseDurationSeconds:15}}",
                name));
    }

    private enum Volume {
        NFS("nfs-static", "nfs:{server:'nfs.example.com',path:'/exports/%s'}"),
        LOCAL(
                "nfs-static",
                "local:{path:'/mnt/%s'},nodeAffinity:{required:{nodeSelectorTerms:[{matchExpressions:[{key:'disk',operator:'In',values:['ssd']}]}]}}"),
        HOST_PATH("", "hostPath:{path:'/srv/%s',type:'DirectoryOrCreate'}"),
        CSI("csi-block", "csi:{driver:'block.csi.example.com',volumeHandle:'vol-%s',fsType:'ext4'}");

        final String storageClass;
        final String source;

        Volume(String storageClass, String source) {
            this.storageClass = storageClass;
            this.source = source;
        }
    }

    private void batch(Consumer<ObjectNode> made) {
        configMaps(3, made);
        secrets(1, made);
        String pod = "{spec:{restartPolicy:'Never',containers:[{name:'work',image:'registry.example.com/%s:%d'}]}}"
                .formatted(name, dice.below(50));
        made.accept(of(
                "{apiVersion:'batch/v1',kind:'CronJob',metadata:{},spec:{schedule:'%d %d * * *',suspend:true,jobTemplate:{spec:{template:%s}}}}",
                dice.below(60), dice.below(24), pod));
        // No pods: whoever finished it is gone.
        made.accept(named("-29000000", """
                {apiVersion:'batch/v1',kind:'Job',metadata:{ownerReferences:[{apiVersion:'batch/v1',kind:'CronJob',name:'%s',controller:true,blockOwnerDeletion:true}]},
                 spec:{parallelism:0,completions:1,template:%s},
                 status:{succeeded:1,startTime:'2026-01-02T03:15:00Z',completionTime:'2026-01-02T03:16:00Z',
                  conditions:[{type:'SuccessCriteriaMet',status:'True',reason:'CompletionsReached',lastTransitionTime:'2026-01-02T03:16:00Z'},
                              {type:'Complete',status:'True',reason:'CompletionsReached',lastTransitionTime:'2026-01-02T03:16:00Z'}]}}""", name, pod));
        made.accept(named(
                "-once",
                "{apiVersion:'batch/v1',kind:'Job',metadata:{},spec:{backoffLimit:%d,template:%s}}",
                dice.below(6),
                pod));
    }

    private void operator(Consumer<ObjectNode> made) {
        configMaps(3, made);
        made.accept(of(
                "{apiVersion:'platform.example.com/v1',kind:'Widget',metadata:{},spec:{size:%d,colour:'%s',parts:[{name:'hull',count:%d},{name:'mast',count:1}]}}",
                dice.below(1_000), dice.one(List.of("red", "green", "blue")), dice.below(9)));
        made.accept(named(
                "-old",
                "{apiVersion:'platform.example.com/v1alpha1',kind:'Widget',metadata:{},spec:{size:%d}}",
                dice.below(1_000)));
        made.accept(named("-owned", """
                {apiVersion:'v1',kind:'ConfigMap',metadata:{ownerReferences:[{apiVersion:'platform.example.com/v1',kind:'Widget',name:'%s'}]},data:{note:'%s'}}""", name, dice.word()));
        made.accept(of("{apiVersion:'v1',kind:'ServiceAccount',metadata:{}}"));
        made.accept(named(
                "-token",
                "{apiVersion:'v1',kind:'Secret',type:'kubernetes.io/service-account-token',metadata:{annotations:{'kubernetes.io/service-account.name':'%s'}}}",
                name));
        made.accept(of(
                "{apiVersion:'v1',kind:'Pod',metadata:{},spec:{containers:[{name:'main',image:'registry.example.com/operator:%d'}]}}",
                dice.below(30)));
    }

    private void agent(Consumer<ObjectNode> made) {
        configMaps(1, made);
        made.accept(of("{apiVersion:'v1',kind:'ServiceAccount',metadata:{}}"));
        made.accept(of("""
                {apiVersion:'apps/v1',kind:'DaemonSet',metadata:{},spec:{selector:{matchLabels:{app:'%s'}},template:{metadata:{labels:{app:'%s'}},
                 spec:{nodeSelector:{rack:'r7'},containers:[{name:'agent',image:'registry.example.com/agent:%d'}]}}}}""", name, name, dice.below(30)));
        made.accept(
                clusterScoped(
                        "{apiVersion:'rbac.authorization.k8s.io/v1',kind:'ClusterRole',metadata:{},rules:[{apiGroups:[''],resources:['nodes','pods'],verbs:['get','list']}]}"));
        made.accept(clusterScoped("""
                {apiVersion:'rbac.authorization.k8s.io/v1',kind:'ClusterRoleBinding',metadata:{},roleRef:{apiGroup:'rbac.authorization.k8s.io',kind:'ClusterRole',name:'%s'},
                 subjects:[{kind:'ServiceAccount',name:'%s',namespace:'%s'}]}""", name, name, namespace));
    }

    private ObjectNode deployment() {
        return of(
                """
                {apiVersion:'apps/v1',kind:'Deployment',metadata:{},spec:{replicas:%d,selector:{matchLabels:{app:'%s'}},
                 template:{metadata:{labels:{app:'%s',tier:'%s'}},spec:{terminationGracePeriodSeconds:%d,
                  containers:[{name:'main',image:'registry.example.com/%s:%d.%d',ports:[{containerPort:8080}],
                   env:[{name:'MODE',value:'%s'},{name:'LIMIT',value:'%d'}],resources:{requests:{cpu:'%dm',memory:'64Mi'}}}]}}}}""",
                dice.below(3),
                name,
                name,
                dice.one(List.of("edge", "middle", "back")),
                10 + dice.below(60),
                dice.word(),
                dice.below(9),
                dice.below(90),
                dice.word(),
                dice.below(10_000),
                10 + dice.below(500));
    }

    private void configMaps(int count, Consumer<ObjectNode> made) {
        for (int i = 0; i < count; i++) {
            made.accept(configMap(i));
        }
    }

    /** A ConfigMap of the application. */
    ObjectNode configMap(int number) {
        ObjectNode object = named("-settings-" + number, "{apiVersion:'v1',kind:'ConfigMap',metadata:{}}");
        ObjectNode data = object.putObject("data");
        data.put("application.properties", dice.text(dice.size()));
        data.put("greeting", dice.phrase());
        if (dice.chance(10)) {
            object.putObject("binaryData").put("keystore", dice.bytes(dice.size()));
        }
        if (dice.chance(3)) {
            object.put("immutable", true);
        }
        return object;
    }

    private void secrets(int count, Consumer<ObjectNode> made) {
        for (int i = 0; i < count; i++) {
            ObjectNode object = named("-secret-" + i, "{apiVersion:'v1',kind:'Secret',type:'Opaque',metadata:{}}");
            object.putObject("data").put("user", base64(dice.word())).put("password", dice.bytes(12 + dice.below(500)));
            made.accept(object);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode of(String template, Object... arguments) {
        return named("", template, arguments);
    }

    private ObjectNode named(String suffix, String template, Object... arguments) {
        ObjectNode object = clusterScoped(template, arguments);
        object.withObject("/metadata").put("name", name + suffix).put("namespace", namespace);
        return object;
    }

    private ObjectNode clusterScoped(String template, Object... arguments) {
        try {
            ObjectNode object = TEMPLATE.readValue(template.formatted(arguments));
            ObjectNode metadata = object.withObject("/metadata").put("name", name);
            metadata.putObject("labels").put("app.kubernetes.io/name", name).put("team", dice.word());
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
