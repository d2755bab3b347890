package dev.jangada.cli.source;

import dev.jangada.kube.model.ObjectSource;

/** A dump as a source. */
record OpenDump(ObjectSource source, PartialWatch watch) implements WatchedSource {}
