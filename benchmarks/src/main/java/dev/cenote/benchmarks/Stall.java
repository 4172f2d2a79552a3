package dev.cenote.benchmarks;

/**
 * How long allocations took beside a neighbour, in nanoseconds.
 *
 * @param median half of them took at most so long
 * @param high all but one in a thousand did
 * @param longest the longest of all
 */
record Stall(String neighbour, double median, double high, double longest) {}
