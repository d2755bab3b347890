package dev.jangada.lab;

import java.nio.file.Path;

/** The program that {@link KillTest} kills: it starts a control plane, an etcd or a host, says where, and never ends by itself. */
final class LeftBehind {

    private LeftBehind() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Run.newFolder();
        switch (arguments[0]) {
            case "etcd" -> Etcd.start(folder, new Options(), false);
            case "host" -> SystemdHost.start(folder, options -> {});
            default -> ControlPlane.start(folder, options -> {}, false);
        }
        System.out.println(folder);
        Thread.currentThread().join();
    }
}
