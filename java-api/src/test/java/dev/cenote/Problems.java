package dev.cenote;

import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The problems that backends are compared on, without their element types. */
final class Problems {
  /** Windows on images; each is tried with several operators, channels-first and channels-last. */
  private static final String[] IMAGES = {
      // one element, one row, one column
      "n1c1h1w1 k1", "n1c1h1w1 k3s1p1", "n1c2h1w9 k1x2", "n1c2h9w1 k2x1", "n1c1h1w37 k1x3s1x1p0x1",
      // whole windows of the sizes with paths of their own
      "n1c3h4w4 k2", "n2c3h8w8 k2", "n1c2h9w11 k2", "n1c1h6w130 k2", "n1c1h5w67 k2s1", "n1c2h12w15 k3",
      "n1c2h7w33 k3s1",
      "n1c1h9w64 k3s2", "n1c1h16w16 k4", "n1c2h11w12 k2x3s1x2", "n1c2h11w12 k3x2s2x1", "n1c1h8w40 k1x4s1x4",
      // padding on all four borders
      "n1c3h7w7 k3s2p1", "n2c2h8w8 k3s2p1", "n1c2h14w15 k3s1p1", "n1c1h13w70 k3s2p1", "n1c2h10w10 k5s1p2",
      "n1c1h9w9 k3s3p2", "n1c1h6w6 k5s2p4", "n1c2h5w5 k2s1p1", "n1c2h5w5 k2s2p1",
      // begin and end apart
      "n1c2h7w8 k3s2p0..1", "n1c2h7w8 k3s2p1..0", "n1c2h7w9 k3x2s1x2p0x1..1x1", "n1c2h6w6 k4s1p3x0..0x2",
      // the window is larger than the input and fits with padding
      "n1c2h2w2 k3s1p1", "n1c2h3w2 k5s2p2", "n1c1h1w2 k7s1p6x3", "n1c3h2w3 k4x5s1p2x1..1x1",
      // ceil
      "n1c2h5w5 k2 ceil", "n1c2h6w7 k3s2 ceil", "n1c2h7w6 k3s2p1 ceil", "n1c1h4w4 k3s3p1 ceil", "n1c1h2w2 k1s2 ceil",
      "n1c2h3w4 k2s3p1 ceil", "n1c2h2w2 k3s2 ceil", "n1c2h13w13 k3s2p0..1 ceil", "n1c1h10w11 k5s4p2 ceil",
      // SAME
      "n1c2h5w5 k3s2 same_upper", "n1c2h5w5 k3s2 same_lower", "n1c2h6w6 k2s1 same_upper", "n1c2h6w6 k2s1 same_lower",
      "n1c2h7w7 k3s2d2 same_upper", "n1c2h7w8 k4x3s3x1d1x2 same_lower", "n1c2h4w4 k1s3 same_upper",
      // dilation
      "n1c2h9w9 k3s1d2", "n1c2h9w10 k2s2d3", "n1c2h8w11 k3s2p2d2", "n1c1h12w31 k3x2s1x2p0x1d2x5", "n1c2h7w7 k2s1p3d4",
      // windows wholly in padding
      "n1c2h1w1 k2s1p1d2", "n1c2h3w3 k2s1p4d5", "n1c2h2w5 k2s2p3x0d4x1", "n1c1h4w9 k2s3p6d7 ceil",
      // strides beyond the window
      "n1c2h9w9 k1s2", "n1c2h11w13 k2s3", "n1c2h10w40 k2x3s4x7p1", "n1c2h10w7 k1x1s5x3",
      // large windows: the deepest trees in the type's precision, and the first beyond
      "n1c2h12w12 k8s2", "n1c2h16w17 k8x16s3x1", "n1c2h16w18 k9s2", "n1c1h20w20 k11s1p5", "n1c1h13w13 k13",
      "n1c1h24w23 k16x17s2p7", "n1c1h3w150 k1x129s3", "n1c1h130w3 k129x1s1", "n1c1h33w40 k20s7p9d1x2",
      // wide windows, one element apart: summed in blocks along both axes, or the one or the other; nearly so
      "n1c2h17w17 k9s1", "n3c2h19w19 k13s1p6", "n1c1h20w70 k11x31s1p5x15", "n1c1h1w1 k9s1p8", "n1c2h2w5 k10x9s1p9x8",
      "n1c2h11w21 k3x9s1", "n1c2h21w11 k9x3s1", "n1c2h4w30 k1x12s1p0x11..0x3", "n1c2h30w20 k12x4s1x2p11x0..3x0",
      "n1c2h24w30 k9x3s1p8x2..0x4d1x2", "n2c3h33w5 k9x2s1 same_lower", "n1c2h16w16 k9s1", "n1c2h20w40 k9s1p8d1x2",
      "n1c2h40w20 k9s2x1p4", "n1c37h17w3 k9x2s1", "n2c19h19w18 k10x9s1",
      // real layers, scaled down
      "n1c5h28w28 k3s2p1", "n1c4h27w27 k3s2", "n1c7h14w14 k2", "n1c3h13w13 k5s1p2", "n1c3h14w14 k3s1p1",
      "n1c4h35w35 k3s2 ceil", "n3c4h7w7 k7", "n1c2h20w20 k13s1p6",
      // batches
      "n0c3h8w8 k2", "c3h8w9 k2", "c1h7w7 k3s2p1", "n5c1h6w5 k3s2p1"};

  private static final String[] DIVISORS = {"", " include", " divisor-3", " divisor4"};
  private static final String[] NORMS = {"lp1", "lp2", "lp2.5", "lpinf", "lp3"};

  private static final String[] OTHERS = {
      // sequences
      "max c4l17 k3", "avg c4l17 k3", "max n2c3l40 k4s2p1", "avg n2c3l40 k4s2p1 include", "max n1c2l9 k3s2p1d2 ceil",
      "avg n1c2l9 k3s2p1d2 ceil include", "max n1c1l1 k1", "avg n1c1l300 k200s13", "max n1c1l300 k200s13p150",
      "avg n1c5l31 k5s3 nlc", "max n2c17l31 k5s3p2 nlc", "avg c16l9 k2s1 same_lower nlc", "max n1c1l64 k2",
      "avg n1c1l131 k3s1p1", "min n1c1l40 k2s1p30d33", "avg n1c1l40 k2s1p30d33", "lp2.5 n1c2l31 k5s3p2",
      "sum n2c3l40 k4s2p1 nlc", "lp2 n1c5l31 k5s3 nlc",
      "avg n2c3l40 k9s1p4", "avg n1c17l50 k12s1p11 include nlc", "lp2.5 n1c2l40 k11s1", "max n2c30l21 k9s1p8",
      "min n1c3l64 k20s1d2 nlc",
      // volumes
      "avg n1c2d5h18w20 k3x9x10s1p1x4x5", "avg n2c2d2h18w20 k2x9x10s1p1x4x5d2x1x1 ndhwc", "max n1c2d4h20w19 k2x9x10s1",
      "avg n1c2d20h3w4 k9x2x2s1", "lp3 n1c2d3h20w3 k2x10x2s1 ndhwc", "sum n1c3d2h4w30 k1x3x14s1p0x1x3",
      "max n1c2d4h5w6 k2", "avg n1c2d4h5w6 k2x2x2", "max n2c2d5h6w7 k3s2p1", "avg n2c2d5h6w7 k3s2p1",
      "avg n2c2d5h6w7 k3s2p1 include ceil", "min n1c2d5h4w9 k2x3x1s1x2x3p1x0x0..0x1x0d2x1x1 ceil",
      "avg n1c2d5h4w9 k2x3x1s1x2x3p1x0x0..0x1x0d2x1x1 ceil include", "avg n1c3d6h6w6 k6", "avg n1c2d7h7w8 k5s2p2",
      "max n1c5d4h5w6 k3s1p1 ndhwc", "avg n1c17d4h5w6 k3s1p1 ndhwc", "avg n1c3d6h6w6 k5s1p2 include ndhwc",
      "max n1c1d1h1w1 k3s1p1", "avg c2d3h3w3 k2s1 same_upper divisor-3", "max n0c2d3h3w3 k2",
      "avg n1c2d1h1w1 k2s1p2d3", "lp3 n1c2d4h5w6 k2", "sum n1c2d4h5w6 k3s1p1", "lp2.5 n1c3d4h5w6 k2s1 ndhwc",
      // whole channels
      "globalmax n2c5h7w7", "globalavg n2c5h7w7", "globalavg n1c3h8w8", "globalmax n1c3h8w8", "globalavg n1c2h61w59",
      "globalmax n1c2h61w59", "globalavg c3h1w1", "globalmax n0c3h2w2", "globalavg n2c3l1000", "globalmax n2c3l1000",
      "globalavg n1c2d9h10w11", "globalmax c2d3h4w5", "globalavg n2c64h7w7 nhwc", "globalmax n2c64h7w7 nhwc",
      "globalavg n1c5h13w14 nhwc", "globalmax n1c1h13w14 nhwc", "globalavg n1c3h50w41 nhwc", "globalavg n1c17l99 nlc",
      "globalmax n1c17d3h4w5 ndhwc", "globalavg n1c17d3h4w5 ndhwc", "globalavg n0c3h2w2 nhwc",
      "globallp1 n2c3h7w7", "globallp2 n1c3h20w21", "globallp2.5 n1c5h7w7 nhwc", "globallpinf n2c3l50",
      "globallp3 n1c2d3h4w5 ndhwc",
      // channels-last with the widths of vectors and their tails
      "max n1c1h9w9 k3s2p1 nhwc", "avg n1c1h9w9 k3s2p1 nhwc", "max n1c16h9w9 k3s2p1 nhwc", "avg n1c16h9w9 k3s2p1 nhwc",
      "max n1c17h8w8 k2 nhwc", "avg n1c17h8w8 k2 nhwc", "max n2c64h6w7 k3s1p1 nhwc",
      "avg n2c64h6w7 k3s1p1 include nhwc",
      "avg n1c64h13w13 k13 nhwc", "max n1c64h13w13 k13 nhwc", "avg n1c31h15w15 k12s3 nhwc",
      "min n1c33h5w5 k2s3p1d2 nhwc", "lp2 n1c31h9w9 k3s2p1 nhwc", "sum n1c33h5w5 k2s1 nhwc",
      "avg n1c130h4w4 k2 nhwc", "max n1c257h3w3 k2s1 nhwc",
      // outputs of a given size: dividing or not, the input's own, larger, none
      "adaptivemax n2c3h9w11 o7x5", "adaptiveavg n2c3h9w11 o7x5", "adaptivemax n1c5h9w11 o7x5 nhwc",
      "adaptiveavg n1c17h9w11 o7x5 nhwc", "adaptiveavg n1c2h8w12 o4x3", "adaptivemax n1c2h8w12 o4x3",
      "adaptiveavg n1c2h8w12 o1x5", "adaptivemax n1c2h6w5 o6x5", "adaptiveavg n1c2h3w4 o7x9", "adaptivemax c3h3w2 o5",
      "adaptivemax n1c2h3w4 o0x2", "adaptiveavg n1c2h3w4 o2x0 nhwc", "adaptiveavg n1c3h50w41 o3x2",
      "adaptivemax n1c4l31 o7", "adaptiveavg n1c4l300 o2", "adaptiveavg n1c4l301 o2 nlc", "adaptivemax c2d4h5w6 o3x2x4",
      "adaptiveavg n1c2d4h5w6 o3x7x4 ndhwc", "adaptiveavg n0c2h3w4 o2", "adaptiveavg n1c1h13w130 o1x3",
      // windows that differ from plane to plane
      "fractionalmax n1c3h9w11 k2o5x4", "fractionalmax n2c5h9w11 k2x3o5x4 seed7", "fractionalmax c3h12w9 k3o4x7 seed-1",
      "fractionalmax n2c5h9w11 k2x3o5x4 seed7 nhwc", "fractionalmax n1c2d6h7w8 k2o3x4x5 seed123456789012",
      "fractionalmax n1c3d6h7w8 k1x2x3o6x5x2 ndhwc", "fractionalmax n1c2h5w5 k2o4 seed3",
      "fractionalmax n1c2h5w5 k5o1", "fractionalmax n1c2h5w5 k3o1x2", "fractionalmax n0c2h5w5 k2o3",
      "fractionalmax c4h7w6 k2o3x5 seed5 nhwc", "fractionalmax n1c2h30w31 k2o20x21 seed2"};

  /** Regions inside, over the border, outside, degenerate, in several images, none. */
  private static final String[] REGIONS = {
      "n1c2h9w11 o3x2 roi0:1,1,6,7", "n2c3h9w11 o2x3 roi1:0,0,10,8 roi0:2.5,3.5,7.25,4 roi1:4,4,4,4 scale0.5",
      "n1c2h9w11 o2 roi0:-7,-3,4,5 roi0:8,7,30,20 roi0:-9,-9,-4,-4 roi0:40,40,50,50",
      "n1c2h9w11 o3 roi0:6,5,2,1 roi0:3,3,3,3 roi0:0.5,0.5,1.5,2.5 roi0:2.5,-0.5,-1.5,3.5",
      "n3c17h6w7 o2x1 roi2:0,0,6,5 roi0:1,2,3,4 roi2:1,1,2,2 roi1:0,3,5,5", "n1c1h1w1 o2x3 roi0:0,0,0,0",
      "n2c2h8w8 o7 roi0:16,16,100,120 roi1:0,0,127,127 scale0.0625", "n1c3h8w8 o2", "c2h8w9 o2x3 roi0:1.3,2.7,6.1,5.9",
      "n1c2h20w21 o1 roi0:0,0,20,19 roi0:3,5,17.49,16.51", "n2c2h6w6 o4x5 roi1:1,1,40,3 roi0:0.1,0.2,0.3,0.4 scale0.3"};
  private static final String[] ALIGNMENTS = {
      " half_pixel", " output_half_pixel", " half_pixel samples2", " output_half_pixel samples3 max",
      " half_pixel samples1 max"};

  /** Large enough for threads to share the work. */
  private static final String[] LARGE = {
      "avg n1c6h100w110 k15s1p7", "max n3c8h60w61 k21s1p10", "avg n1c27h50w51 k13s1p6 nhwc", "lp2 n3c4h90w91 k11x9s1",
      "max n2c16h56w56 k7s2p3", "avg n2c16h56w56 k3s1p1", "min n3c16h64w64 k4s2", "avg n1c48h35w35 k11s1p5",
      "avg n1c96h28w28 k3s1p1 nhwc", "max n5c64h28w28 k3s2p1 nhwc", "globalavg n8c640h14w14",
      "globalmax n44c256h7w7 nhwc", "lp2.5 n2c16h56w56 k5s2", "sum n2c16h64w64 k5s2 nhwc",
      "adaptiveavg n4c24h60w61 o13", "fractionalmax n2c20h60w60 k8o20 seed1",
      "fractionalmax n4c40h60w60 k2o8 seed1 nhwc",
      "roimax n2c128h28w28 o7 roi0:1,1,20,25 roi1:3,4,27,27 roi0:5,5,30,12 roi1:0,0,19,9 roi1:9,9,9,9",
      "roialign n2c96h28w28 o7 roi0:1,1,20,25 roi1:3,4,27,27 roi0:5,5,30,12 roi1:0,0,9,9 half_pixel "
          + "samples7",
      "max n1c4d24h24w24 k3s1p1", "avg n3c32l2000 k64s1"};

  /** Windows far larger than the input, over padding that goes on and on. */
  private static final String[] ENORMOUS = {
      "c1h4w10 k1x4294967296p0x4294967295", "c1l10 k2147483648p2147483647", "c1l10 k100000s7p99999",
      "c3l10 k3s1099511627776p2199023255552d1099511627776", "c1l10 k9223372036854775807 same_upper",
      "c1l10 k9223372036854775807 ceil", "c2l10 k5s9223372036854775807p4",
      "c1h10w3 k10000x1s1p9999x0", "c1d2h10w3 k2147483648x1073741824x2p2147483647x1073741823x0"};

  private Problems() {}

  static List<String> all() {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < IMAGES.length; i++) {
      String minOrSum = i % 2 == 0 ? "min " : "sum ";
      String norm = NORMS[i % NORMS.length] + " ";
      problems.add("max " + IMAGES[i]);
      problems.add(minOrSum + IMAGES[i]);
      problems.add(norm + IMAGES[i]);
      problems.add("avg " + IMAGES[i] + DIVISORS[i % DIVISORS.length]);
      problems.add("avg " + IMAGES[i] + DIVISORS[(i + 1) % DIVISORS.length]);
      problems.add((i % 3 == 0 ? norm : i % 3 == 1 ? minOrSum : "max ") + IMAGES[i] + " nhwc");
      problems.add("avg " + IMAGES[i] + DIVISORS[(i + 2) % DIVISORS.length] + " nhwc");
    }
    problems.addAll(List.of(OTHERS));
    for (int i = 0; i < REGIONS.length; i++) {
      for (String layout : new String[] {"", " nhwc"}) {
        problems.add("roimax " + REGIONS[i] + layout);
        problems.add("roialign " + REGIONS[i] + ALIGNMENTS[i % ALIGNMENTS.length] + layout);
        problems.add("roialign " + REGIONS[i] + ALIGNMENTS[(i + 2) % ALIGNMENTS.length] + layout);
      }
    }
    return problems;
  }

  static List<String> large() {
    return List.of(LARGE);
  }

  static List<String> enormous() {
    List<String> problems = new ArrayList<>();
    for (String window : ENORMOUS) {
      problems.add("max " + window);
      problems.add("min " + window);
      problems.add("lp2.5 " + window);
      problems.add("avg " + window);
      problems.add("avg " + window + " include");
      problems.add("avg " + window + (window.contains("l10") ? " nlc" : window.contains("d2") ? " ndhwc" : " nhwc"));
    }
    return problems;
  }

  /** The problem in an element type, with roundings of integers in turn; null if there is no such operator. */
  static Problem of(String text, ElementType type) {
    Operator operator = Problem.parse(text).operator();
    if (operator.isFloatingOnly() && !type.isFloating()) {
      return null;
    }
    boolean rounded = !type.isFloating() && text.matches("(global|adaptive)?avg.*");
    String[] roundings = {"", " half_to_even", " toward_zero"};
    return Problem.parse(text + " " + type
        + (rounded ? roundings[Math.floorMod(text.hashCode() + type.ordinal(), roundings.length)] : ""));
  }

  /** The problem in all element types that there are. */
  static List<Problem> ofEveryType(String text) {
    return Arrays.stream(ElementType.values()).map(type -> of(text, type)).filter(problem -> problem != null)
        .collect(Collectors.toList());
  }
}
