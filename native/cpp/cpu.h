// What this CPU can do, and which instruction sets that allows.
#ifndef CENOTE_CPU_H_
#define CENOTE_CPU_H_

namespace cenote {

// Features that this CPU and operating system offer, out of those that some instruction set here needs; separated by
// spaces, found once.
const char* cpu_features();

// Those of `needed` (separated by spaces) that this CPU lacks, likewise. `buffer` has room for `needed` and a zero.
void missing_features(const char* needed, char* buffer);

}  // namespace cenote

#endif  // CENOTE_CPU_H_
