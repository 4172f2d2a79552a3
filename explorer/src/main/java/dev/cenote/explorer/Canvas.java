package dev.cenote.explorer;

import java.util.Arrays;

/** A picture to draw others on. It needs neither a screen nor fonts. */
final class Canvas {
  private static final float PAPER = 236;
  private static final float INK = 40;
  private static final int LETTER_SIZE = 2;
  /** The height of a line of text, in pixels. */
  static final int TEXT_HEIGHT = Letters.HEIGHT * LETTER_SIZE;

  private final int width;
  private final int height;
  private final float[] values;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.values = new float[3 * width * height];
    Arrays.fill(values, PAPER);
  }

  /** Draws each pixel of a picture as a block of this size. */
  void draw(Picture picture, int left, int top, int blockWidth, int blockHeight) {
    for (int y = 0; y < picture.height() * blockHeight; y++) {
      for (int x = 0; x < picture.width() * blockWidth; x++) {
        int sourceY = y / blockHeight;
        int sourceX = x / blockWidth;
        float alpha = picture.channels() == 4 ? picture.value(3, sourceY, sourceX) / 255 : 1;
        for (int channel = 0; channel < 3; channel++) {
          float value = picture.value(picture.channels() == 1 ? 0 : channel, sourceY, sourceX);
          set(channel, left + x, top + y, alpha * value + (1 - alpha) * PAPER);
        }
      }
    }
  }

  /** Writes one line of text. */
  void write(String text, int left, int top) {
    Letters.write(text, (x, y) -> {
      for (int dot = 0; dot < LETTER_SIZE * LETTER_SIZE; dot++) {
        for (int channel = 0; channel < 3; channel++) {
          set(channel, left + x * LETTER_SIZE + dot % LETTER_SIZE, top + y * LETTER_SIZE + dot / LETTER_SIZE, INK);
        }
      }
    });
  }

  private void set(int channel, int x, int y, float value) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      values[(channel * height + y) * width + x] = value;
    }
  }

  /** What was drawn. */
  Picture picture() {
    return new Picture(3, height, width, values);
  }
}
