// How the columns of channels-first windows lie in the buffer of the kernels in band-inl.h.
#ifndef CENOTE_KERNELS_BAND_COLUMNS_H_
#define CENOTE_KERNELS_BAND_COLUMNS_H_

#include <stdint.h>

#include "kernels/kernels.h"

namespace cenote {

// Some outputs of a row and the columns that their windows reach. With stride 1 a row has one line of columns; with
// stride 2 one of even columns and one of odd ones; else one that a line for each tap follows.
struct BandColumns {
  int64_t first;        // of the outputs
  int64_t outputs;
  int64_t column;       // the first one of the input that is read
  int64_t count;        // of columns that are read
  bool split;           // stride 2
  bool thin;            // stride 3 and more
  int64_t front;        // elements of a line before `column`
  int64_t written;      // elements of a line from there on that columns are written to
  int64_t line;         // elements of a line
  int64_t pitch;        // of a row
  int64_t rows;         // that the buffer holds
  int64_t from;         // the column of tap 0 of the first window, counted from `column`: 0 or less
  int64_t taps[kLeaves];  // where the taps of the first window lie in a row

  // The outputs from `first_output` on, as many as there is room for if the buffer of `size` elements is to hold at
  // least a few rows. Vectors have so many lanes.
  BandColumns(const Along& w, int64_t first_output, int64_t lanes, int64_t size);
};

}  // namespace cenote

#endif  // CENOTE_KERNELS_BAND_COLUMNS_H_
