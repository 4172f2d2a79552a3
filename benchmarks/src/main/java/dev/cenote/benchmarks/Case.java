package dev.cenote.benchmarks;

import dev.cenote.internal.Problem;

/**
 * A problem worth measuring: one row of a case file.
 *
 * @param name a short name, unique in its file
 * @param source where the problem comes from: which network, which layer
 */
record Case(String name, Problem problem, String source) {}
