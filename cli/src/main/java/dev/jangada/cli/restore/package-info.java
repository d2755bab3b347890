/**
 * The commands that change a cluster: {@code restore} and those below it, {@code volumes rebind}. A plan is told, the
 * user is asked, the plan is applied, and the result is told.
 *
 * <p>What is to be done, and how, is decided in {@code kube-cluster}. Knows no other commands.
 */
@NullMarked
package dev.jangada.cli.restore;

import org.jspecify.annotations.NullMarked;
