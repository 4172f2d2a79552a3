package dev.cenote.internal.plan;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;

/** Max unpooling of one shape: values that go to where their indices say, in planes of zeros. Immutable. */
public final class Unpooling {
  private final ElementType type;
  private final ElementType indexType;
  private final long planes;
  private final long lanes;
  private final long valuesPerPlane;
  private final long outPerPlane;

  /** @param indexType int32 or int64 */
  public Unpooling(ElementType type, ElementType indexType, Layout layout, Shape values, Shape output) {
    this.type = type;
    this.indexType = indexType;
    long channels = layout.channels(values);
    long batch = layout.batch(values);
    this.planes = layout.isChannelsLast() ? batch : batch * channels;
    this.lanes = layout.isChannelsLast() ? channels : 1;
    this.valuesPerPlane = planes == 0 ? 0 : values.elements() / planes / lanes;
    this.outPerPlane = planes == 0 ? 0 : output.elements() / planes / lanes;
  }

  public ElementType type() {
    return type;
  }

  public ElementType indexType() {
    return indexType;
  }

  /** Planes that are filled apart, the units of work: one a channel, or one an image where channels are innermost. */
  public long planes() {
    return planes;
  }

  /** The channels where they are innermost, else 1. */
  public long lanes() {
    return lanes;
  }

  /** The positions of a plane of values, each of {@link #lanes()} elements. */
  public long valuesPerPlane() {
    return valuesPerPlane;
  }

  /** The positions of a plane of the output; an index is one of them. */
  public long outPerPlane() {
    return outPerPlane;
  }
}
