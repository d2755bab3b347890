package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.order.Wave;

/** Hears how far a restore is. Called from several threads. */
public interface RestoreListener {

    /** The next wave begins. */
    default void onWave(Wave wave) {}

    /** An entry has been dealt with. */
    default void onResult(Outcome outcome) {}
}
