package dev.cenote.benchmarks.peers;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** libtorch: the functions that write into a given output; inputs want no gradient. */
public final class LibTorch extends Peer {
  public LibTorch() {
    super("libtorch", "libtorch", "outputs given, no gradients; its maxima always come with indices, and channels-last "
        + "input is so by its strides");
  }

  @Override
  public String declines(Problem problem, int threads) {
    return problem.layout().spatialRank() < 2 ? "images and volumes only" : super.declines(problem, threads);
  }

  @Override
  Entry prepare(Task task, int threads) {
    torch.set_num_threads(threads);
    if (!task.isPaddedAlike()) {
      throw new IllegalArgumentException("it pads begin and end alike");
    }
    return new Call(task);
  }

  private static final class Call implements Entry {
    private final Task task;
    private final boolean images;
    private final long[] size;
    private final long[] stride;
    private final long[] padding;
    private final long[] dilation;
    private final LongOptional noDivisor = new LongOptional();
    private final Tensor in;
    private final Tensor out;
    private final Tensor indices;

    Call(Task task) {
      this.task = task;
      Problem problem = task.problem();
      images = problem.layout().spatialRank() == 2;
      size = problem.size();
      stride = problem.stride();
      padding = problem.paddingBegin();
      dilation = problem.dilation();
      TensorOptions type = new TensorOptions(type(task.type()));
      in = torch.from_blob(new Pointer(task.in()), task.inSizes(), task.strides(task.inSizes()), type);
      out = torch.from_blob(new Pointer(task.out()), task.outSizes(), task.strides(task.outSizes()), type);
      long elements = task.out().capacity() / (long) task.type().bytes();
      indices = torch.from_blob(Pointer.malloc(elements * Long.BYTES), task.outSizes(), task.strides(task.outSizes()),
          new TensorOptions(torch.ScalarType.Long));
    }

    private static torch.ScalarType type(ElementType type) {
      switch (type) {
        case FLOAT32:
          return torch.ScalarType.Float;
        case FLOAT64:
          return torch.ScalarType.Double;
        case FLOAT16:
          return torch.ScalarType.Half;
        case BFLOAT16:
          return torch.ScalarType.BFloat16;
        case INT8:
          return torch.ScalarType.Char;
        case UINT8:
          return torch.ScalarType.Byte;
        case INT16:
          return torch.ScalarType.Short;
        case INT32:
          return torch.ScalarType.Int;
        default:
          return torch.ScalarType.Long;
      }
    }

    @Override
    public Object pool() {
      Problem problem = task.problem();
      if (problem.isMax()) {
        (images ? torch.max_pool2d_with_indices_out(
                out, indices, in, size, stride, padding, dilation, problem.isCeil())
            : torch.max_pool3d_with_indices_out(
                out, indices, in, size, stride, padding, dilation, problem.isCeil())).close();
      } else {
        (images ? torch.avg_pool2d_out(
                out, in, size, stride, padding, problem.isCeil(), problem.countsPadding(), noDivisor)
            : torch.avg_pool3d_out(
                out, in, size, stride, padding, problem.isCeil(), problem.countsPadding(), noDivisor)).close();
      }
      return out;
    }

    @Override
    public dev.cenote.tensor.Tensor answer() {
      return task.answer();
    }
  }
}
