package dev.cenote.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.cenote.AdaptiveAvgPool;
import dev.cenote.AdaptiveMaxPool;
import dev.cenote.AvgPool;
import dev.cenote.Divisor;
import dev.cenote.FractionalMaxPool;
import dev.cenote.LpPool;
import dev.cenote.MaxPool;
import dev.cenote.MaxUnpool;
import dev.cenote.Pool;
import dev.cenote.Window;

/**
 * A call of one of PyTorch's pooling functions, and the same in Cenote.
 *
 * @param function such as {@code max_pool2d}
 * @param params its arguments by name, with lists of one number a spatial dimension
 */
record TorchCall(String function, JsonObject params) {

  /** The name without its dimensions, such as {@code max_pool}. */
  String kind() {
    return function.substring(0, function.length() - 2);
  }

  boolean isMax() {
    return kind().contains("max");
  }

  /** @param samples the random samples of fractional pooling, which nothing else has */
  Pool pool(double[] samples) {
    return switch (kind()) {
      case "max_pool" -> MaxPool.of(window());
      case "avg_pool" -> AvgPool.of(window()).divisor(divisor());
      case "lp_pool" -> LpPool.of(normType(), window());
      case "adaptive_max_pool" -> AdaptiveMaxPool.of(sizes("output_size"));
      case "adaptive_avg_pool" -> AdaptiveAvgPool.of(sizes("output_size"));
      case "fractional_max_pool" -> FractionalMaxPool.of(sizes("kernel"), sizes("output_size"))
          .samples(outermostFirst(samples));
      default -> throw new IllegalStateException("TorchCall: " + function + " is no pooling function");
    };
  }

  MaxUnpool unpool() {
    MaxUnpool unpool = MaxUnpool.of(window());
    return params.get("output_size_given").getAsBoolean() ? unpool.outputSize(sizes("output_size")) : unpool;
  }

  private Window window() {
    Window window = Window.of(sizes("kernel")).stride(sizes("stride"));
    if (params.has("padding")) {
      window = window.padding(sizes("padding"));
    }
    if (params.has("dilation")) {
      window = window.dilation(sizes("dilation"));
    }
    return params.has("ceil_mode") && params.get("ceil_mode").getAsBoolean() ? window.ceil() : window;
  }

  private Divisor divisor() {
    return hasDivisorOverride() ? Divisor.fixed(divisorOverride())
        : countsPadding() ? Divisor.INCLUDE_PADDING : Divisor.EXCLUDE_PADDING;
  }

  /** Random samples for images are those of W, then of H. */
  private double[] outermostFirst(double[] samples) {
    if (function.endsWith("3d")) {
      return samples;
    }
    double[] swapped = new double[samples.length];
    for (int i = 0; i < samples.length; i++) {
      swapped[i] = samples[i ^ 1];
    }
    return swapped;
  }

  long[] sizes(String name) {
    return Json.longs(params.get(name));
  }

  double normType() {
    return params.get("norm_type").getAsDouble();
  }

  boolean countsPadding() {
    JsonElement counts = params.get("count_include_pad");
    return counts != null && counts.getAsBoolean();
  }

  private boolean hasDivisorOverride() {
    JsonElement divisor = params.get("divisor_override");
    return divisor != null && !divisor.isJsonNull();
  }

  /** 0 if there is none. */
  double divisorOverride() {
    return hasDivisorOverride() ? params.get("divisor_override").getAsDouble() : 0;
  }
}
