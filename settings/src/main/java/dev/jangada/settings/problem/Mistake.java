package dev.jangada.settings.problem;

import dev.jangada.problem.Problem;

/**
 * What is wrong in one place of a settings file.
 *
 * @param line the line, from 1
 * @param key the key with its sections, as in {@code repository.url}; empty if it is about the whole file
 * @param problem what to tell the user, with file and line
 */
public record Mistake(int line, String key, Problem problem) {}
