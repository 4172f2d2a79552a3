package dev.cenote.benchmarks.contenders;

import dev.cenote.benchmarks.Axis;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.Tensor;

/** The loops of {@link Textbook}, one nest a layout and an operator. */
final class TextbookLoops implements Contender.Entry {
  private final Problem problem;
  private final int batch;
  private final int channels;
  private final Axis h;
  private final Axis w;
  private final float[] x;
  private final float[] y;

  TextbookLoops(Problem problem, float[] x) {
    this.problem = problem;
    this.batch = (int) problem.layout().batch(problem.shape());
    this.channels = (int) problem.layout().channels(problem.shape());
    this.h = Axis.of(problem)[1];
    this.w = Axis.of(problem)[2];
    this.x = x;
    this.y = new float[batch * channels * h.out() * w.out()];
  }

  @Override
  public Object pool() {
    if (problem.isMax()) {
      return problem.layout().isChannelsLast() ? maxChannelsLast() : maxChannelsFirst();
    }
    return problem.layout().isChannelsLast() ? averageChannelsLast() : averageChannelsFirst();
  }

  @Override
  public Tensor answer() {
    return Tensor.of(y, problem.pool().outputShape(problem.shape(), problem.layout()), problem.layout());
  }

  private float[] maxChannelsFirst() {
    int output = 0;
    for (int plane = 0; plane < batch * channels; plane++) {
      for (int oh = 0; oh < h.out(); oh++) {
        for (int ow = 0; ow < w.out(); ow++) {
          float max = Float.NEGATIVE_INFINITY;
          for (int kh = 0; kh < h.window(); kh++) {
            for (int kw = 0; kw < w.window(); kw++) {
              int ih = oh * h.stride() - h.begin() + kh * h.dilation();
              int iw = ow * w.stride() - w.begin() + kw * w.dilation();
              if (ih >= 0 && ih < h.in() && iw >= 0 && iw < w.in()) {
                max = Math.max(max, x[(plane * h.in() + ih) * w.in() + iw]);
              }
            }
          }
          y[output++] = max;
        }
      }
    }
    return y;
  }

  private float[] maxChannelsLast() {
    int output = 0;
    for (int image = 0; image < batch; image++) {
      for (int oh = 0; oh < h.out(); oh++) {
        for (int ow = 0; ow < w.out(); ow++) {
          for (int channel = 0; channel < channels; channel++) {
            float max = Float.NEGATIVE_INFINITY;
            for (int kh = 0; kh < h.window(); kh++) {
              for (int kw = 0; kw < w.window(); kw++) {
                int ih = oh * h.stride() - h.begin() + kh * h.dilation();
                int iw = ow * w.stride() - w.begin() + kw * w.dilation();
                if (ih >= 0 && ih < h.in() && iw >= 0 && iw < w.in()) {
                  max = Math.max(max, x[((image * h.in() + ih) * w.in() + iw) * channels + channel]);
                }
              }
            }
            y[output++] = max;
          }
        }
      }
    }
    return y;
  }

  private float[] averageChannelsFirst() {
    int output = 0;
    for (int plane = 0; plane < batch * channels; plane++) {
      for (int oh = 0; oh < h.out(); oh++) {
        for (int ow = 0; ow < w.out(); ow++) {
          float sum = 0;
          int taps = 0;
          for (int kh = 0; kh < h.window(); kh++) {
            for (int kw = 0; kw < w.window(); kw++) {
              int ih = oh * h.stride() - h.begin() + kh * h.dilation();
              int iw = ow * w.stride() - w.begin() + kw * w.dilation();
              if (ih >= 0 && ih < h.in() && iw >= 0 && iw < w.in()) {
                sum += x[(plane * h.in() + ih) * w.in() + iw];
                taps++;
              }
            }
          }
          y[output++] = mean(sum, taps, oh, ow);
        }
      }
    }
    return y;
  }

  private float[] averageChannelsLast() {
    int output = 0;
    for (int image = 0; image < batch; image++) {
      for (int oh = 0; oh < h.out(); oh++) {
        for (int ow = 0; ow < w.out(); ow++) {
          for (int channel = 0; channel < channels; channel++) {
            float sum = 0;
            int taps = 0;
            for (int kh = 0; kh < h.window(); kh++) {
              for (int kw = 0; kw < w.window(); kw++) {
                int ih = oh * h.stride() - h.begin() + kh * h.dilation();
                int iw = ow * w.stride() - w.begin() + kw * w.dilation();
                if (ih >= 0 && ih < h.in() && iw >= 0 && iw < w.in()) {
                  sum += x[((image * h.in() + ih) * w.in() + iw) * channels + channel];
                  taps++;
                }
              }
            }
            y[output++] = mean(sum, taps, oh, ow);
          }
        }
      }
    }
    return y;
  }

  private float mean(float sum, int tapsInside, int oh, int ow) {
    int divisor = problem.countsPadding() ? h.padded(oh) * w.padded(ow) : tapsInside;
    return divisor == 0 ? 0 : sum / divisor;
  }
}
