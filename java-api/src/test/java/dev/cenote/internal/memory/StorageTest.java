package dev.cenote.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cenote.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory that two storages share, whatever the types they see in it. */
class StorageTest {
  private static void assertOverlap(Storage a, long elements, Storage b, long otherElements, boolean expected) {
    assertThat(a.overlaps(elements, b, otherElements)).isEqualTo(expected);
    assertThat(b.overlaps(otherElements, a, elements)).isEqualTo(expected);
  }

  private static BufferStorage slice(ByteBuffer bytes, int from, int to, ElementType type) {
    return new BufferStorage(bytes.slice(from, to - from).order(ByteOrder.nativeOrder()), type);
  }

  @ParameterizedTest
  @EnumSource
  void isSeenAcrossTypesInDirectMemory(ElementType type) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    Storage three = slice(bytes, 8, 8 + 3 * type.bytes(), type);
    int end = 8 + 3 * type.bytes();
    for (ElementType other : ElementType.values()) {
      int size = other.bytes();
      assertOverlap(three, 3, slice(bytes, end, end + size, other), 1, false);
      assertOverlap(three, 3, slice(bytes, end - 1, end - 1 + size, other), 1, true);
      assertOverlap(three, 3, slice(bytes, 8 - size, 8, other), 1, false);
      assertOverlap(three, 3, slice(bytes, 9 - size, 9, other), 1, true);
      assertOverlap(three, 3, slice(bytes, 9, 9, other), 0, false);
      assertOverlap(three, 3, slice(ByteBuffer.allocateDirect(64), 8, 8 + size, other), 1, false);
    }
  }

  @Test
  void isSeenBetweenFloatBuffersAndBytes() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    FloatBuffer floats = bytes.asFloatBuffer();
    floats.position(2);
    Storage upper = new BufferStorage(floats, ElementType.FLOAT32);
    assertOverlap(upper, 2, slice(bytes, 0, 8, ElementType.INT8), 8, false);
    assertOverlap(upper, 2, slice(bytes, 0, 9, ElementType.INT8), 9, true);
  }

  @Test
  void isSeenAcrossTypesInArrays() {
    byte[] bytes = new byte[10];
    short[] shorts = new short[10];
    Storage signed = new ArrayStorage(bytes, 2, ElementType.INT8);
    assertOverlap(signed, 3, new ArrayStorage(bytes, 4, ElementType.UINT8), 3, true);
    assertOverlap(signed, 3, new ArrayStorage(bytes, 5, ElementType.UINT8), 3, false);
    assertOverlap(signed, 3, new ArrayStorage(new byte[10], 2, ElementType.UINT8), 3, false);
    assertOverlap(signed, 3, new ArrayStorage(bytes, 3, ElementType.INT8), 0, false);
    assertOverlap(new ArrayStorage(shorts, 0, ElementType.FLOAT16), 5,
        new ArrayStorage(shorts, 4, ElementType.BFLOAT16), 5, true);
    assertOverlap(new ArrayStorage(shorts, 0, ElementType.FLOAT16), 5,
        new ArrayStorage(shorts, 5, ElementType.INT16), 5, false);
  }

  @Test
  void isNotSeenBetweenKindsOfMemory() {
    try (Storage offHeap = new OffHeapStorage(4, ElementType.INT32);
        Storage another = new OffHeapStorage(4, ElementType.FLOAT32)) {
      assertOverlap(offHeap, 4, offHeap, 4, true);
      assertOverlap(offHeap, 0, offHeap, 0, false);
      assertOverlap(offHeap, 4, another, 4, false);
      assertOverlap(offHeap, 4, new ArrayStorage(new int[4], 0, ElementType.INT32), 4, false);
      assertOverlap(offHeap, 4, slice(ByteBuffer.allocateDirect(16), 0, 16, ElementType.INT32), 4, false);
      assertOverlap(new ArrayStorage(new int[4], 0, ElementType.INT32), 4,
          slice(ByteBuffer.allocateDirect(16), 0, 16, ElementType.INT32), 4, false);
    }
  }
}
