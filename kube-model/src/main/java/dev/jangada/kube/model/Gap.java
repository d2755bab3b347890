package dev.jangada.kube.model;

import dev.jangada.problem.Problem;

/**
 * Something that should have been read and could not be; a capture with a gap is incomplete.
 *
 * @param what the API group version whose discovery failed, or the kind whose list failed, as a user names it
 * @param why the problem
 */
public record Gap(String what, Problem why) {}
