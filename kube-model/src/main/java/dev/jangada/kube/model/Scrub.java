package dev.jangada.kube.model;

/**
 * What was, or is to be, taken out of objects so that they can be created elsewhere. The rules themselves are in
 * {@code scrub}.
 *
 * @param level how much is taken out
 * @param systemNamespaces whether kube-system, kube-public and kube-node-lease stay in
 * @param finishedJobs whether finished Jobs and Jobs of a CronJob stay in
 * @param nodeOwned whether a node keeps the labels, annotations and taints that kubelet, kubeadm, the cloud, CNI and
 *     CSI put there
 */
public record Scrub(Level level, boolean systemNamespaces, boolean finishedJobs, boolean nodeOwned) {

    /** From nothing to most. */
    public enum Level {
        /** Objects stay as they were read. */
        NONE,
        /** Without what the server assigned and what controllers and the system make again. */
        GUIDE,
        /** As {@link #GUIDE}, and without what this cluster assigned: node ports, load balancer addresses. */
        PORTABLE
    }

    /** Objects stay as they are, nothing is left out. */
    public static final Scrub NONE = new Scrub(Level.NONE, true, true, true);

    /** What the guide's script meant to write. */
    public static final Scrub GUIDE = new Scrub(Level.GUIDE, false, false, false);

    /** What is left when this scrub and the other have both been at work. */
    public Scrub and(Scrub other) {
        return new Scrub(
                level.compareTo(other.level) >= 0 ? level : other.level,
                systemNamespaces && other.systemNamespaces,
                finishedJobs && other.finishedJobs,
                nodeOwned && other.nodeOwned);
    }
}
