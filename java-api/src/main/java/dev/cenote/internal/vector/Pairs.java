package dev.cenote.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Neighbours in a vector of float32, as halves of 64-bit lanes: JDK 17 is slow at moving lanes about, but not at
 * shifting and narrowing them. The left one is the lower half, as on every CPU that the JDK has vectors for.
 */
final class Pairs {
  /** How many a vector has. */
  static final int COUNT = FloatVector.SPECIES_PREFERRED.length() / 2;

  private static final VectorSpecies<Integer> HALF =
      IntVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(32 * COUNT));

  private static final VectorSpecies<Float> HALF_FLOATS = HALF.withLanes(float.class);

  private Pairs() {}

  /** The right element of each pair, in the place of the left one. */
  static FloatVector rights(FloatVector pairs) {
    return pairs.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32).reinterpretAsFloats();
  }

  /** The left element of each pair. */
  static FloatVector lefts(FloatVector pairs) {
    return (FloatVector) pairs.reinterpretAsLongs().convertShape(VectorOperators.L2I, HALF, 0)
        .reinterpretShape(HALF_FLOATS, 0);
  }
}
