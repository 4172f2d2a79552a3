package dev.cenote.benchmarks.peers;

import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import java.util.Arrays;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** oneDNN: a primitive made once for the layout that the user has, its arguments bound once. */
public final class OneDnn extends Peer {
  private static final String THREADS_VARIABLE = "OMP_NUM_THREADS"; // the library has no other switch

  public OneDnn() {
    super("onednn", "oneDNN", "an inference primitive made once, on plain layouts, nchw or nhwc as users have them, "
        + "and not on its own blocked ones");
  }

  @Override
  public String declines(Problem problem, int threads) {
    String variable = System.getenv(THREADS_VARIABLE);
    return Integer.toString(threads).equals(variable) ? super.declines(problem, threads)
        : "it takes its number of threads from " + THREADS_VARIABLE + ", which is "
            + (variable == null ? "not set" : variable);
  }

  @Override
  Entry prepare(Task task, int threads) {
    return new Primitive(task);
  }

  private static final class Primitive implements Entry {
    private final Task task;
    private final engine cpu = new engine(dnnl.dnnl_cpu, 0);
    private final stream queue = new stream(cpu);
    private final memory in;
    private final memory out;
    private final pooling_forward pooling;
    private final IntMemoryMap arguments = new IntMemoryMap();

    Primitive(Task task) {
      this.task = task;
      Problem problem = task.problem();
      memory.desc from = desc(task, task.inSizes());
      memory.desc to = desc(task, task.outSizes());
      long[] dilation = Arrays.stream(problem.dilation()).map(one -> one - 1).toArray(); // 0 is dense here
      int algorithm = problem.isMax() ? dnnl.dnnl_pooling_max
          : problem.countsPadding() ? dnnl.dnnl_pooling_avg_include_padding : dnnl.dnnl_pooling_avg_exclude_padding;
      pooling_forward.primitive_desc plan = new pooling_forward.primitive_desc(cpu, dnnl.dnnl_forward_inference,
          algorithm, from, to, problem.stride(), problem.size(), dilation, problem.paddingBegin(), task.endPadding());
      pooling = new pooling_forward(plan);
      in = new memory(from, cpu, new Pointer(task.in()));
      out = new memory(to, cpu, new Pointer(task.out()));
      arguments.put(dnnl.DNNL_ARG_SRC, in).put(dnnl.DNNL_ARG_DST, out);
    }

    private static memory.desc desc(Task task, long[] sizes) {
      return new memory.desc(sizes, type(task.type()), task.strides(sizes));
    }

    private static memory.data_type type(ElementType type) {
      switch (type) {
        case FLOAT32:
          return memory.data_type.f32;
        case FLOAT64:
          return memory.data_type.f64;
        case FLOAT16:
          return memory.data_type.f16;
        case BFLOAT16:
          return memory.data_type.bf16;
        case INT8:
          return memory.data_type.s8;
        case UINT8:
          return memory.data_type.u8;
        case INT32:
          return memory.data_type.s32;
        default:
          throw new IllegalArgumentException("oneDNN has no type for " + type);
      }
    }

    @Override
    public Object pool() {
      pooling.execute(queue, arguments);
      return queue._wait();
    }

    @Override
    public Tensor answer() {
      return task.answer();
    }
  }
}
