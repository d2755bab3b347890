package dev.jangada.lab;

import java.nio.file.Path;

/** The program that {@link KillTest} kills: it starts a control plane, says where, and never ends by itself. */
final class LeftBehind {

    private LeftBehind() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Run.newFolder();
        if (arguments[0].equals("etcd")) {
            Etcd.start(folder, new Options(), false);
        } else {
            ControlPlane.start(folder, options -> {}, false);
        }
        System.out.println(folder);
        Thread.currentThread().join();
    }
}
