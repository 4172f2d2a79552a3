package dev.cenote.explorer;

import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;

/**
 * A picture as pooling sees it: one plane of numbers a channel, {@code C x H x W}, from 0 (dark) to 255. One channel is
 * grey, three are red, green and blue, and a fourth is alpha.
 */
final class Picture {
  /** So many pixels are read or written at most: a header of a few bytes can claim four billion times more. */
  static final long MOST_PIXELS = 256_000_000;

  private final int channels;
  private final int height;
  private final int width;
  private final float[] values;

  Picture(int channels, int height, int width, float[] values) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /** A tensor that {@link #refusal} has nothing against, as a picture. */
  static Picture of(Tensor tensor) {
    Shape shape = tensor.shape();
    Layout layout = tensor.layout();
    int channels = (int) layout.channels(shape);
    int pixels = (int) (layout.spatial(shape, 0) * layout.spatial(shape, 1));
    float[] values = (tensor.type() == ElementType.FLOAT32 ? tensor : tensor.to(ElementType.FLOAT32)).toArray();
    if (layout.isChannelsLast() && channels > 1) {
      float[] interleaved = values;
      values = new float[interleaved.length];
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int channel = 0; channel < channels; channel++) {
          values[channel * pixels + pixel] = interleaved[pixel * channels + channel];
        }
      }
    }
    return new Picture(channels, (int) layout.spatial(shape, 0), (int) layout.spatial(shape, 1), values);
  }

  /** Why a tensor of this shape is not a picture; null if it is one. */
  static String refusal(Shape shape, Layout layout) {
    long channels = layout.spatialRank() == 2 && shape.rank() == 3 ? layout.channels(shape) : 0;
    if (channels != 1 && channels != 3 && channels != 4) {
      return "a PNG holds one picture, HxW or CxHxW with 1, 3 or 4 channels";
    }
    if (shape.elements() == 0) {
      return "a PNG has one pixel at least";
    }
    if (shape.elements() / channels > MOST_PIXELS) {
      return "a PNG is written up to " + MOST_PIXELS / 1_000_000 + " megapixels";
    }
    return null;
  }

  int channels() {
    return channels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** A view of this picture. */
  Tensor tensor() {
    return Tensor.of(values, Shape.of(channels, height, width));
  }

  float value(int channel, int y, int x) {
    return values[(channel * height + y) * width + x];
  }

  /** The part of this picture that begins at a pixel. */
  Picture crop(int left, int top, int cropWidth, int cropHeight) {
    float[] part = new float[channels * cropHeight * cropWidth];
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < cropHeight; y++) {
        System.arraycopy(values, (channel * height + top + y) * width + left, part,
            (channel * cropHeight + y) * cropWidth, cropWidth);
      }
    }
    return new Picture(channels, cropHeight, cropWidth, part);
  }

  /** The level from 0 to 255 that shows a value: rounded, half up, and clamped. */
  static int level(float value) {
    return (int) Math.max(0, Math.min(255, Math.floor(value + 0.5))); // in double: 0.49999997f stays below a half
  }

  /** Such as {@code 3x300x451}. */
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
