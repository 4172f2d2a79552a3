/*
 * The functions of cenote.h for Java arrays of any primitive type and for memory off the heap: for JavaCPP's glue,
 * which passes objects as they are (@Raw).
 *
 * An object is a primitive array, which `at` counts bytes into, or null, and then `at` is an address. `at` may be
 * negative for an output whose first elements lie before the array: those are not written. Arrays are not copied: a
 * critical region stops the garbage collector while the call lasts, and nothing in here calls back into Java.
 */
#ifndef CENOTE_JNI_ARRAYS_H_
#define CENOTE_JNI_ARRAYS_H_

#include <jni.h>
#include <stdint.h>

#include "cenote.h"

namespace cenote_jni {

/* The memory of one argument, while the call lasts. */
class Memory {
 public:
  /* release_mode: JNI_ABORT if nothing is written, else 0. */
  Memory(JNIEnv* env, jobject array, jlong at, jint release_mode)
      : env_(env),
        array_(static_cast<jarray>(array)),
        release_mode_(release_mode),
        address_(static_cast<uint64_t>(at)) {
    if (array_ == nullptr) return;
    elements_ = env_->GetPrimitiveArrayCritical(array_, nullptr);
    address_ += reinterpret_cast<uint64_t>(elements_);
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    if (elements_ != nullptr) env_->ReleasePrimitiveArrayCritical(array_, elements_, release_mode_);
  }

  /* Whether there is an array that could not be reached. */
  bool lacks() const { return array_ != nullptr && elements_ == nullptr; }
  void* data() const { return reinterpret_cast<void*>(address_); }

 private:
  JNIEnv* const env_;
  const jarray array_;
  const jint release_mode_;
  uint64_t address_;
  void* elements_ = nullptr;
};

template <class Struct>
const Struct* at(jlong address) {
  return reinterpret_cast<const Struct*>(static_cast<uint64_t>(address));
}

}  // namespace cenote_jni

static inline jint cenote_pool_at(JNIEnv* env, jclass, jlong problem, jobject in, jlong in_at, jobject out,
                                  jlong out_at, jlong begin, jlong end) {
  const cenote_jni::Memory from(env, in, in_at, JNI_ABORT);
  if (from.lacks()) return CENOTE_NO_MEMORY;
  const cenote_jni::Memory to(env, out, out_at, 0);
  if (to.lacks()) return CENOTE_NO_MEMORY;
  return cenote_pool(cenote_jni::at<cenote_problem>(problem), from.data(), to.data(), begin, end);
}

static inline jint cenote_index_at(JNIEnv* env, jclass, jlong problem, jobject in, jlong in_at, jobject out,
                                   jlong out_at, jobject indices, jlong indices_at, jlong index_bytes, jlong begin,
                                   jlong end) {
  const cenote_jni::Memory from(env, in, in_at, JNI_ABORT);
  if (from.lacks()) return CENOTE_NO_MEMORY;
  const cenote_jni::Memory found(env, out, out_at, JNI_ABORT);
  if (found.lacks()) return CENOTE_NO_MEMORY;
  const cenote_jni::Memory to(env, indices, indices_at, 0);
  if (to.lacks()) return CENOTE_NO_MEMORY;
  return cenote_index(cenote_jni::at<cenote_problem>(problem), from.data(), found.data(), to.data(), index_bytes, begin,
                      end);
}

/* -3 if the array could not be reached. */
static inline jlong cenote_unpool_check_at(JNIEnv* env, jclass, jlong problem, jobject indices, jlong indices_at,
                                           jlong begin, jlong end) {
  const cenote_jni::Memory from(env, indices, indices_at, JNI_ABORT);
  if (from.lacks()) return -3;
  return cenote_unpool_check(cenote_jni::at<cenote_unpooling>(problem), from.data(), begin, end);
}

static inline jint cenote_unpool_at(JNIEnv* env, jclass, jlong problem, jobject values, jlong values_at,
                                    jobject indices, jlong indices_at, jobject out, jlong out_at, jlong begin,
                                    jlong end) {
  const cenote_jni::Memory from(env, values, values_at, JNI_ABORT);
  if (from.lacks()) return CENOTE_NO_MEMORY;
  const cenote_jni::Memory where(env, indices, indices_at, JNI_ABORT);
  if (where.lacks()) return CENOTE_NO_MEMORY;
  const cenote_jni::Memory to(env, out, out_at, 0);
  if (to.lacks()) return CENOTE_NO_MEMORY;
  return cenote_unpool(cenote_jni::at<cenote_unpooling>(problem), from.data(), where.data(), to.data(), begin, end);
}

static inline jint cenote_align_at(JNIEnv* env, jclass, jlong problem, jobject in, jlong in_at, jobject out,
                                   jlong out_at, jlong begin, jlong end) {
  const cenote_jni::Memory from(env, in, in_at, JNI_ABORT);
  if (from.lacks()) return CENOTE_NO_MEMORY;
  const cenote_jni::Memory to(env, out, out_at, 0);
  if (to.lacks()) return CENOTE_NO_MEMORY;
  return cenote_align(cenote_jni::at<cenote_alignment>(problem), from.data(), to.data(), begin, end);
}

#endif /* CENOTE_JNI_ARRAYS_H_ */
