/**
 * What went wrong, where, and what to do about it.
 *
 * <p>A {@link dev.jangada.problem.Problem} is a failure that a user can act on: one sentence, in the user's language,
 * and the exit code that the process ends with. Anything else that is thrown is a bug. Every room keeps its sentences
 * in a bundle of its own, named by an enum that implements {@link dev.jangada.problem.Message}.
 *
 * <p>{@link dev.jangada.problem.FileFailure} says what a failure of the file system means, for all rooms alike.
 *
 * <p>This room knows nothing else of Jangada.
 */
@NullMarked
package dev.jangada.problem;

import org.jspecify.annotations.NullMarked;
