/*
 * The whole boundary between Java and C++. Java decides what pooling means; these functions do what they are told.
 *
 * Sizes, counts and strides are in elements unless a name says _bytes. Elements may lie at any address. Functions are
 * thread-safe, keep no state, and throw nothing; those that can fail return a status.
 *
 * Java fills the structs below as consecutive 64 bit integers: every field has 8 bytes, and their order is the one in
 * Blocks.java.
 */
#ifndef CENOTE_H_
#define CENOTE_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a struct or a signature below does. */
#define CENOTE_VERSION 3

enum cenote_status {
  CENOTE_OK = 0,
  CENOTE_NO_MEMORY = 1,     /* scratch rows could not be allocated; rows before were written */
  CENOTE_BAD_ARGUMENT = 2   /* a null pointer, rows out of range, a field that has no such value */
};

/* In the order of ElementType.java. The 16 bit floating types are carried as their bit patterns. */
enum cenote_type {
  CENOTE_FLOAT32 = 0,
  CENOTE_FLOAT64 = 1,
  CENOTE_FLOAT16 = 2,
  CENOTE_BFLOAT16 = 3,
  CENOTE_INT8 = 4,
  CENOTE_UINT8 = 5,
  CENOTE_INT16 = 6,
  CENOTE_INT32 = 7,
  CENOTE_INT64 = 8
};

/* CENOTE_LP is for floating types; with an infinite p it is the greatest magnitude. */
enum cenote_reduction { CENOTE_MAX = 0, CENOTE_MIN = 1, CENOTE_AVERAGE = 2, CENOTE_LP = 3 };

/* Of the averages of integers, whose sums are exact. Quotients beyond the type's range become its limits. */
enum cenote_rounding { CENOTE_HALF_AWAY_FROM_ZERO = 0, CENOTE_HALF_TO_EVEN = 1, CENOTE_TOWARD_ZERO = 2 };

/*
 * A window that is not an inner one. Tap t, first_tap <= t < end_tap, reads input element start + t * step; the axis
 * contributes count, 1 or more, to the window's divisor.
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
 * lack the taps that lie outside the input. Where windows do not lie so evenly, stride is 0 and all of them are edges;
 * taps is then the most that one has. Where they differ from plane to plane, those of list l (see cenote_problem) begin
 * at edges + l * edges_per_list; else edges_per_list is 0.
 *
 * Sums that round are taken in the order that Geometry.java gives: along an axis as a tree of pairs, or, if blocks is
 * set, which takes stride and step of 1 and an element in every window, in blocks. Position p is the element
 * origin + p, block m the positions m * taps and the taps - 1 after. A sum from the begin of its block on,
 * P[p] = ((x0 + x1) + ...) + x[p], and one back from its end, S[p] = ((x_last + x_last-1) + ...) + x[p], make window
 * i: P[i + taps - 1] if i is a multiple of taps, else S[i] + P[i + taps - 1]. Positions outside the input add nothing.
 * Never along D; an average with blocks is wide.
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
  int64_t edges_per_list;
  int64_t blocks;           /* sums that round are taken in blocks of taps */
  const cenote_window* edges;
} cenote_axis;

/*
 * What to compute. The output is planes * D * H * W * lanes elements, row-major without gaps; lanes is the number of
 * channels if they are innermost, else 1. A row is one run of outputs along W, axes[2].out * lanes elements; rows are
 * numbered in the order of the output's memory. The input consists of such planes too.
 *
 * Planes planes_per_list * l and following belong to list l. Plane p of the output is pooled from plane p of the input,
 * or, if sources are given, from plane sources[l] * planes_per_list + p % planes_per_list.
 */
typedef struct cenote_problem {
  int64_t version;
  int64_t isa;              /* a number below cenote_isa_count() */
  int64_t type;             /* enum cenote_type */
  int64_t reduction;        /* enum cenote_reduction */
  int64_t wide;             /* average of floating types: sum with more than the type's own precision, see kernels.h */
  int64_t planes;
  int64_t lanes;
  int64_t planes_per_list;  /* 1 or more */
  const int64_t* sources;   /* one a list, or null */
  int64_t empty_is_zero;    /* max, min: a window without an element gives 0 rather than the least or greatest number */
  int64_t rounding;         /* enum cenote_rounding */
  int64_t fixed_divisor;    /* average: divide by divisor rather than by the product of the axes' counts */
  double divisor;           /* a whole number of at most 2^53 for integers */
  double p;                 /* CENOTE_LP: 1 or more, or infinity */
  cenote_axis axes[3];      /* D, H, W */
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
 * For benchmarks: reads in_bytes, 1 or more, and writes out_bytes of 1, each byte once, in the widest vectors of an
 * instruction set that this machine can run, and does nothing else; with streaming stores or plain ones. Both buffers
 * are aligned to 64 bytes and do not overlap. Returns whether any bit of the input was 1, so that no read can be left
 * out; -1 if the instruction set is the baseline, which has no vectors, or there is none with this number.
 */
int32_t cenote_roofline(int32_t isa, const void* in, int64_t in_bytes, void* out, int64_t out_bytes, int32_t streaming);

/*
 * Writes every field of a problem as text, "name=value " each, at most size - 1 characters and a zero. Returns the
 * length that the whole text has. For tests and debugging of the block that Java fills.
 */
int32_t cenote_describe(const cenote_problem* problem, char* text, int32_t size);

/*
 * Computes rows begin <= r < end of the output. Every element of these rows is written exactly once, nothing else is,
 * and nothing outside the input is read. Input and output, arrays of the problem's type, must not overlap.
 * Returns an enum cenote_status.
 */
int32_t cenote_pool(const cenote_problem* problem, const void* in, void* out, int64_t begin, int64_t end);

/*
 * Finds where the maxima or minima of rows begin <= r < end lie, out being what cenote_pool has computed: for each
 * output the position within the input's plane, (d * H + h) * W + w, of the first element in row-major order of the
 * window's taps that is numerically equal to it; if it is NaN, of the last NaN; -1 where the window has no element.
 * index_bytes is 4 (int32_t) or 8 (int64_t). Returns an enum cenote_status.
 */
int32_t cenote_index(const cenote_problem* problem, const void* in, const void* out, void* indices,
                     int64_t index_bytes, int64_t begin, int64_t end);

/*
 * Max unpooling: elements of any type with so many bytes (1, 2, 4, 8), put to where indices (int32_t or int64_t) say,
 * into planes of zeros. Channels are innermost if lanes is more than 1, in values, indices and output; an index counts
 * positions of the output's plane, not lanes.
 */
typedef struct cenote_unpooling {
  int64_t version;
  int64_t element_bytes;
  int64_t index_bytes;
  int64_t planes;
  int64_t lanes;
  int64_t values_per_plane;  /* positions, each of lanes elements */
  int64_t out_per_plane;     /* likewise */
} cenote_unpooling;

/*
 * Looks at indices begin <= i < end, in the order of their memory: the first one that is negative or not below
 * out_per_plane; -1 if all are good, -2 on bad arguments.
 */
int64_t cenote_unpool_check(const cenote_unpooling* problem, const void* indices, int64_t begin, int64_t end);

/*
 * Writes planes begin <= p < end of the output: zeros, and values at the indices. Of equal indices in one plane the
 * last value stays. Indices have been checked; one that somebody has spoilt since is passed over. Returns an enum
 * cenote_status.
 */
int32_t cenote_unpool(const cenote_unpooling* problem, const void* values, const void* indices, void* out,
                      int64_t begin, int64_t end);

/*
 * One of a region's sampling points along an axis: it lies between elements low and high, with these weights. low is -1
 * for a point that lies outside and counts 0.
 */
typedef struct cenote_sample {
  int64_t low;
  int64_t high;
  double low_weight;
  double high_weight;
} cenote_sample;

/* A region: the image of the batch that it lies in, and its points along H and W, so many for each output cell. */
typedef struct cenote_region {
  int64_t image;
  int64_t h_samples;            /* a cell */
  int64_t w_samples;
  const cenote_sample* h;       /* out_height * h_samples */
  const cenote_sample* w;       /* out_width * w_samples */
} cenote_region;

/*
 * Region alignment of a batch of images: regions * channels planes of out_height x out_width, in the input's layout.
 * With the terms of a sampling point being (h weight * w weight) * element for its four elements, in the order low low,
 * low high, high low, high high (h first), computed and added in double:
 *   average: the points' sums of terms ((a + b) + (c + d)) added one after the other in row-major order, divided by
 *            h_samples * w_samples, or 0 if there are none;
 *   max: the greatest of all terms, a point outside being one term 0; NaN if there is one; 0 without points.
 * The result is rounded once to the type; NaN is the canonical one, zero is +0.0. Floating types only.
 */
typedef struct cenote_alignment {
  int64_t version;
  int64_t type;
  int64_t max;                  /* else average */
  int64_t channels;
  int64_t channels_last;
  int64_t height;               /* of an image */
  int64_t width;
  int64_t out_height;
  int64_t out_width;
  int64_t regions;
  const cenote_region* region;
} cenote_alignment;

/* Computes regions begin <= r < end of the output. Returns an enum cenote_status. */
int32_t cenote_align(const cenote_alignment* problem, const void* in, void* out, int64_t begin, int64_t end);

#ifdef __cplusplus
}
#endif

#endif /* CENOTE_H_ */
