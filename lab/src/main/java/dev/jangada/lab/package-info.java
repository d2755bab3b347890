/**
 * Real control planes for tests, benchmarks and people: etcd, kube-apiserver, kube-controller-manager, and where pods are to run
 * kube-scheduler and kwok, built by {@code lab/parts} and run on loopback. {@link dev.jangada.lab.EtcdCluster} is etcd alone,
 * {@link dev.jangada.lab.S3Gateway} an S3 server.
 *
 * <p>{@link dev.jangada.lab.SystemdHost} is a real host: Debian with systemd, by systemd-nspawn. It needs root.
 *
 * <p>A test asks for a shared cluster with {@link dev.jangada.lab.Lab} and {@link dev.jangada.lab.SourceCluster} or
 * {@link dev.jangada.lab.TargetCluster}, or starts its own with {@link dev.jangada.lab.ControlPlane#start()}. Whatever a
 * run starts is gone when the run is, even if it was killed.
 *
 * <p>This room knows the model's types and nothing of how Jangada reads, dumps or restores: it is what they are tested
 * with. It is never shipped; it runs on Linux.
 */
@NullMarked
package dev.jangada.lab;

import org.jspecify.annotations.NullMarked;
