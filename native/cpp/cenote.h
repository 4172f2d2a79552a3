/*
 * The whole boundary between Java and C++. Java decides what pooling means; these functions do what they are told.
 *
 * Sizes, offsets and strides are in elements unless a name says _bytes. Functions are thread-safe, keep no state, and
 * throw nothing; those that can fail return a status.
 */
#ifndef CENOTE_H_
#define CENOTE_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a struct or a signature below does. */
#define CENOTE_VERSION 1

enum cenote_status {
  CENOTE_OK = 0,
  CENOTE_NO_MEMORY = 1,     /* scratch rows could not be allocated; rows before were written */
  CENOTE_BAD_ARGUMENT = 2   /* a null pointer, an unknown version, instruction set or reduction, or rows out of range */
};

enum cenote_reduction { CENOTE_MAX = 0, CENOTE_AVERAGE = 1 };

/*
 * A window that is not an inner one. Tap t, first_tap <= t < end_tap, reads input element start + t * step; the axis
 * contributes count to the window's divisor.
 */
typedef struct cenote_window {
  int64_t start;
  int64_t first_tap;
  int64_t end_tap;
  int64_t count;
} cenote_window;

/*
 * The windows along one axis of in elements. Inner windows, inner_begin <= i < inner_end, start at origin + i * stride,
 * have all their taps inside the input and count taps. The others stand in edges, in order; they start likewise, and
 * lack the taps that lie outside the input. Where windows do not lie so evenly, stride is 0 and all of them are edges.
 */
typedef struct cenote_axis {
  int64_t in;
  int64_t out;
  int64_t origin;
  int64_t stride;
  int64_t taps;
  int64_t step;
  int64_t inner_begin;
  int64_t inner_end;
  const cenote_window* edges;
} cenote_axis;

/*
 * What to compute. The input is planes * D * H * W * lanes floats, row-major without gaps, and the output likewise;
 * lanes is the number of channels if they are innermost, else 1. A row is one run of outputs along W,
 * axes[2].out * lanes floats; rows are numbered in the order of the output's memory.
 *
 * Java fills this struct as consecutive 64 bit integers: keep every field 8 bytes, and its order the same as in
 * ProblemBlock.java.
 */
typedef struct cenote_problem {
  int64_t version;
  int64_t isa;            /* a number below cenote_isa_count() */
  int64_t reduction;      /* enum cenote_reduction */
  int64_t wide;           /* average: sum in double */
  int64_t planes;
  int64_t lanes;
  int64_t fixed_divisor;  /* average: divide by divisor rather than by the product of the axes' counts */
  double divisor;
  cenote_axis axes[3];    /* D, H, W */
} cenote_problem;

/* CENOTE_VERSION of the library. */
int64_t cenote_version(void);

/* Instruction sets that were compiled in; 0 is the portable baseline, later ones are wider. */
int32_t cenote_isa_count(void);

/* Such as "avx2"; null if there is no such number. */
const char* cenote_isa_name(int32_t isa);

/* The CPU features that the instruction set needs and this machine lacks, separated by spaces; "" if it can run. */
const char* cenote_isa_missing(int32_t isa);

/* The features of this CPU that kernels may use, separated by spaces. */
const char* cenote_cpu_features(void);

/* Zeroed memory, aligned to 64 bytes, to be freed by cenote_free; 0 if there is not so much. */
int64_t cenote_allocate(int64_t bytes);
void cenote_free(int64_t address);

/* The address that a pointer holds: turns a direct buffer into a number, once. */
int64_t cenote_address(const void* pointer);

/* Whether both are the same memory: tells whether a JVM hands out its arrays themselves or copies of them. */
int32_t cenote_same(const float* a, const float* b);

/*
 * Writes every field of a problem as text, "name=value " each, at most size - 1 characters and a zero. Returns the
 * length that the whole text has. For tests and debugging of the block that Java fills.
 */
int32_t cenote_describe(const cenote_problem* problem, char* text, int32_t size);

/*
 * Computes rows begin <= r < end of the output: out[out_offset ..] from in[in_offset ..]. Every element of these rows
 * is written exactly once, nothing else is, and nothing outside the input is read. Input and output must not overlap.
 * Returns an enum cenote_status.
 */
int32_t cenote_pool(const cenote_problem* problem, const float* in, int64_t in_offset, float* out, int64_t out_offset,
                    int64_t begin, int64_t end);

#ifdef __cplusplus
}
#endif

#endif /* CENOTE_H_ */
