package dev.cenote;

import dev.cenote.tensor.Tensor;

/**
 * Pooled values and where they were found.
 *
 * @param values the results
 * @param indices an index for each of them, in the same shape and layout
 */
public record Pooled(Tensor values, Tensor indices) {}
