package dev.cenote.benchmarks;

/**
 * How long one call took.
 *
 * @param nanos nanoseconds a call, the mean
 * @param error half the width of the 99.9 % confidence interval, in nanoseconds; NaN if there were too few iterations
 */
record Measurement(double nanos, double error) {}
