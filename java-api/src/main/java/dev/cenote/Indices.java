package dev.cenote;

/**
 * How the place of a pooled element is written as a number. {@code (d, h, w)} is its position in the unpadded input;
 * sizes are the input's. A number is the same in either layout of the tensor. {@link Plan#convert} turns one
 * convention into another.
 *
 * <p>Of equal elements the first in row-major order counts, and of NaNs the last. A window without a single element of
 * the input has index -1, or 255 where indices are bytes.
 */
public enum Indices {
  /** Within the channel's plane, {@code (d * H + h) * W + w}: PyTorch's, and the one to unpool by. int32 or int64. */
  PLANE,
  /** Over the whole tensor, {@code ((n * C + c) * D + d) * H * W + h * W + w}: ONNX's. int32 or int64. */
  TENSOR,
  /** As {@link #TENSOR}, the spatial part column-major, {@code (w * H + h) * D + d}: ONNX's storage_order 1. */
  TENSOR_COLUMN_MAJOR,
  /**
   * Within the window, {@code (kd * KH + kh) * KW + kw} for the tap's number along each axis, those in padding counted:
   * uint8, int32 or int64. Where windows differ in size, KH and KW are the greatest. A byte holds windows of up to 256
   * taps, or 255 where a window may be empty.
   */
  WINDOW
}
