package dev.cenote.benchmarks;

import java.util.Map;

/** Results in the forms in which they are shown. */
interface Report {
  /** For a terminal, with notes, without where they come from. */
  String text();

  String json();

  /** With notes, charts, and where they come from. */
  String markdown();

  /** SVG documents by file name, in order; empty where there is nothing to draw. */
  Map<String, String> charts();
}
