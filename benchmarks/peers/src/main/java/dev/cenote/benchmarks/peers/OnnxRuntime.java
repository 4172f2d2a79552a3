package dev.cenote.benchmarks.peers;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cenote.internal.Problem;
import dev.cenote.tensor.ElementType;
import dev.cenote.tensor.Tensor;
import java.util.Map;

/** ONNX Runtime's CPU provider: a session with a model of one node, tensors on direct buffers, a pinned output. */
public final class OnnxRuntime extends Peer {
  public OnnxRuntime() {
    super("onnxruntime", "ONNX Runtime", "CPU provider; a model of one node, direct buffers, the output pinned, as "
        + "many intra-op threads as the others have");
  }

  @Override
  public String declines(Problem problem, int threads) {
    return problem.layout().isChannelsLast() ? "ONNX's operators are channels-first" : super.declines(problem, threads);
  }

  @Override
  Entry prepare(Task task, int threads) {
    try {
      return new Session(task, threads);
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static final class Session implements Entry {
    private final Task task;
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final OrtSession session;
    private final Map<String, OnnxTensor> in;
    private final Map<String, OnnxTensor> out;

    Session(Task task, int threads) throws OrtException {
      this.task = task;
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      OnnxJavaType type = type(task.type());
      session = environment.createSession(
          OnnxModel.of(task.problem(), dataType(task.type()), task.inSizes(), task.outSizes()), options);
      in = Map.of(OnnxModel.INPUT, OnnxTensor.createTensor(environment, task.in(), task.inSizes(), type));
      out = Map.of(OnnxModel.OUTPUT, OnnxTensor.createTensor(environment, task.out(), task.outSizes(), type));
    }

    private static OnnxJavaType type(ElementType type) {
      return type == ElementType.FLOAT32 ? OnnxJavaType.FLOAT : type == ElementType.FLOAT64 ? OnnxJavaType.DOUBLE
          : OnnxJavaType.valueOf(type.name());
    }

    /** A TensorProto.DataType. */
    private static int dataType(ElementType type) {
      switch (type) {
        case FLOAT32:
          return 1;
        case UINT8:
          return 2;
        case INT8:
          return 3;
        case INT16:
          return 5;
        case INT32:
          return 6;
        case INT64:
          return 7;
        case FLOAT16:
          return 10;
        case FLOAT64:
          return 11;
        default:
          return 16; // bfloat16
      }
    }

    @Override
    public Object pool() {
      try {
        session.run(in, out).close(); // the output stays
        return out;
      } catch (OrtException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    @Override
    public Tensor answer() {
      return task.answer();
    }

    @Override
    public void close() {
      in.values().forEach(OnnxTensor::close);
      out.values().forEach(OnnxTensor::close);
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
      options.close();
    }
  }
}
