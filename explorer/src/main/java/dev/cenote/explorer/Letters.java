package dev.cenote.explorer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Small letters to caption pictures with, drawn in {@code letters.txt}: lower case, digits and little else. Java's own
 * text needs fonts, which a server often has none of.
 */
final class Letters {
  /** Rows of a letter; the baseline lies below row 6. */
  static final int HEIGHT = 9;
  private static final int SPACE = 3;
  private static final Map<Character, String[]> LETTERS = load();

  private Letters() {}

  private static Map<Character, String[]> load() {
    Map<Character, String[]> letters = new HashMap<>();
    try (InputStream in = Letters.class.getResourceAsStream("letters.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String names = lines.readLine(); names != null; names = lines.readLine()) {
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < HEIGHT; row++) {
          rows.add(lines.readLine().split(" "));
        }
        for (int i = 0; i < names.length(); i++) {
          int letter = i;
          letters.put(names.charAt(i), rows.stream().map(row -> row[letter]).toArray(String[]::new));
        }
      }
      return letters;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done with each inked dot. */
  interface Ink {
    void dot(int x, int y);
  }

  /** Writes one line from the left to the right; what has no letter stays blank. */
  static void write(String text, Ink ink) {
    int left = 0;
    for (char c : text.toCharArray()) {
      String[] rows = LETTERS.get(c);
      if (rows == null) {
        left += SPACE + 1;
        continue;
      }
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < rows[y].length(); x++) {
          if (rows[y].charAt(x) == '#') {
            ink.dot(left + x, y);
          }
        }
      }
      left += rows[0].length() + 1;
    }
  }
}
