package dev.cenote.benchmarks;

/**
 * How long one call took.
 *
 * @param nanos nanoseconds a call: the mean of an iteration, the median over all of them, since somebody else's work on
 *     the machine spoils a few iterations and not the others
 * @param error half the distance between the iterations' quartiles, in nanoseconds; NaN if it is not known
 * @param bytes what a call allocated on the Java heap; NaN if there were too few calls to tell
 */
record Measurement(double nanos, double error, double bytes) {}
