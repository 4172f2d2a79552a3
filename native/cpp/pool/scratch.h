// Scratch memory of one call.
#ifndef CENOTE_POOL_SCRATCH_H_
#define CENOTE_POOL_SCRATCH_H_

#include <stdint.h>
#include <stdlib.h>

namespace cenote {

// On the stack while it is small, else on the heap. Parts are aligned for vectors.
class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { free(heap_); }

  // Announces a part of n elements; all parts are announced before the first is taken.
  template <class T>
  void want(int64_t n) {
    if (n < 0 || n > kMostElements) too_much_ = true;
    bytes_ += rounded(n, sizeof(T));
  }

  // False if there is not so much memory.
  bool reserve() {
    next_ = stack_;
    if (too_much_) return false;
    if (bytes_ <= kStackBytes) return true;
    heap_ = malloc(bytes_ + kAlignment);
    const uint64_t address = reinterpret_cast<uint64_t>(heap_);
    next_ = reinterpret_cast<char*>((address + kAlignment - 1) / kAlignment * kAlignment);
    return heap_ != nullptr;
  }

  template <class T>
  T* take(int64_t n) {
    char* const part = next_;
    next_ += rounded(n, sizeof(T));
    return reinterpret_cast<T*>(part);
  }

 private:
  static constexpr uint64_t kAlignment = 64;
  static constexpr uint64_t kStackBytes = 16 * 1024;
  static constexpr int64_t kMostElements = int64_t{1} << 48;  // of a part: a sum of some cannot overflow

  static uint64_t rounded(int64_t n, uint64_t size) {
    return (static_cast<uint64_t>(n) * size + kAlignment - 1) / kAlignment * kAlignment;
  }

  uint64_t bytes_ = 0;
  bool too_much_ = false;
  void* heap_ = nullptr;
  char* next_ = nullptr;
  alignas(kAlignment) char stack_[kStackBytes];
};

}  // namespace cenote

#endif  // CENOTE_POOL_SCRATCH_H_
