package dev.jangada.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The cluster that a test reads from: a {@link ControlPlane} that all test classes of this JVM share. A class keeps to
 * namespaces and names of its own, or starts a control plane of its own.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface SourceCluster {}
