package dev.cenote.internal.plan;

import dev.cenote.internal.Engine;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/**
 * What an operator means for one shape, type and layout: shapes, and the rows that the output consists of, which are
 * computed independently of each other, so that any split of {@code [0, rows())} gives the same bits. Immutable.
 */
public interface Work {
  Shape input();

  Shape output();

  ElementType type();

  Layout layout();

  /** The windows, for work that consists of such, in this layout or channels-first; else null. */
  Geometry windows();

  /** The units of work. */
  long rows();

  /** The output elements of one row; row {@code r} begins at element {@code r * rowElements()}. */
  long rowElements();

  /** About how many input elements are read for one row: what work is cut by. */
  long rowReads();

  /** Likewise, where indices are looked for too, in each window apart. */
  default long rowSearches() {
    return rowReads();
  }

  /** Rows that are worth a piece of their own, at the least: to begin one may cost as much as to go on for so many. */
  default long leastRows() {
    return 1;
  }

  /** Makes ready to run on an engine. */
  Engine.Pooling prepare(Engine engine);
}
