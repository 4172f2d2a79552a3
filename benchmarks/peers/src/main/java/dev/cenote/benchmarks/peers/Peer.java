package dev.cenote.benchmarks.peers;

import dev.cenote.benchmarks.contenders.Contender;
import dev.cenote.benchmarks.contenders.Memory;
import dev.cenote.internal.Operator;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Layout;
import dev.cenote.tensor.Shape;
import dev.cenote.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Properties;

/**
 * Another library, which gets its input and leaves its output in direct buffers: memory of its own kind, without a
 * copy. Its classes are touched when a problem is prepared and not before, so that its natives load in the measuring
 * JVM only.
 */
abstract class Peer implements Contender {
  private final String name;
  private final String about;

  /**
   * @param product what it calls itself
   * @param use how it is used
   */
  Peer(String name, String product, String use) {
    this.name = name;
    this.about = product + " " + version(name) + ", " + use;
  }

  /** What the build took. */
  private static String version(String name) {
    Properties versions = new Properties();
    try (InputStream text = Peer.class.getResourceAsStream("versions.properties")) {
      versions.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty(name);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String about() {
    return about;
  }

  @Override
  public final Role role() {
    return Role.PEER;
  }

  /** Says nothing about element types and sizes: a library that refuses them says why in its own words. */
  @Override
  public String declines(Problem problem, int threads) {
    return problem.operator() == Operator.MAX || problem.operator() == Operator.AVG ? ""
        : "it pools maxima and averages";
  }

  @Override
  public final Entry prepare(Problem problem, Tensor x, int threads) {
    return prepare(new Task(problem, x), threads);
  }

  abstract Entry prepare(Task task, int threads);

  /** A problem with its buffers, and its sizes in the order that libraries want: channels before space. */
  static final class Task {
    private final Problem problem;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final Shape outShape;

    Task(Problem problem, Tensor x) {
      this.problem = problem;
      this.outShape = problem.pool().outputShape(problem.shape(), problem.layout());
      this.in = Memory.buffer(x);
      this.out = Memory.buffer(outShape, problem.type());
    }

    Problem problem() {
      return problem;
    }

    ElementType type() {
      return problem.type();
    }

    ByteBuffer in() {
      return in;
    }

    ByteBuffer out() {
      return out;
    }

    /** The output as a tensor of the problem's layout. */
    Tensor answer() {
      return Tensor.of(out, problem.type(), outShape, problem.layout());
    }

    /** N, C, then the spatial sizes. */
    long[] inSizes() {
      return sizes(problem.shape());
    }

    long[] outSizes() {
      return sizes(outShape);
    }

    /** Steps in memory from one index to the next, in the order of the sizes. */
    long[] strides(long[] sizes) {
      long[] strides = new long[sizes.length];
      boolean last = problem.layout().isChannelsLast();
      long step = last ? sizes[1] : 1;
      for (int axis = sizes.length - 1; axis >= 2; axis--) {
        strides[axis] = step;
        step *= sizes[axis];
      }
      strides[1] = last ? 1 : step;
      strides[0] = last ? step : step * sizes[1];
      return strides;
    }

    /** Padding at the ends, with what the last windows hang over in ceil mode. */
    long[] endPadding() {
      long[] end = problem.paddingEnd();
      for (int axis = 0; axis < end.length; axis++) {
        long reach = problem.dilation()[axis] * (problem.size()[axis] - 1) + 1;
        end[axis] = Math.max(end[axis], (outSizes()[2 + axis] - 1) * problem.stride()[axis] + reach
            - inSizes()[2 + axis] - problem.paddingBegin()[axis]);
      }
      return end;
    }

    boolean isPaddedAlike() {
      return Arrays.equals(problem.paddingBegin(), problem.paddingEnd());
    }

    private long[] sizes(Shape shape) {
      Layout layout = problem.layout();
      long[] sizes = new long[2 + layout.spatialRank()];
      sizes[0] = layout.batch(shape);
      sizes[1] = layout.channels(shape);
      for (int axis = 0; axis < layout.spatialRank(); axis++) {
        sizes[2 + axis] = layout.spatial(shape, axis);
      }
      return sizes;
    }
  }
}
