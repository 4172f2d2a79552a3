package dev.cenote.benchmarks;

/**
 * How long one call took.
 *
 * @param nanos nanoseconds a call, the mean
 * @param error half the width of the 99.9 % confidence interval, in nanoseconds; NaN if there were too few iterations
 * @param bytes what a call allocated on the Java heap; NaN if there were too few calls to tell
 */
record Measurement(double nanos, double error, double bytes) {}
