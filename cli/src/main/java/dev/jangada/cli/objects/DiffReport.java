package dev.jangada.cli.objects;

import dev.jangada.kube.model.compare.DiffListener;
import dev.jangada.kube.model.compare.DiffSummary;
import java.io.IOException;

/** Tells a comparison while it goes on, and what came of it at its end. */
interface DiffReport extends DiffListener {

    /**
     * Tells what the comparison found in numbers, and what it did not look at.
     *
     * @throws IOException if the output fails
     */
    void end(DiffSummary summary) throws IOException;
}
