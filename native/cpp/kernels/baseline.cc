// The baseline table: plain C++ for any CPU of the architecture, all but those of whole windows.
#include "kernels.h"
#include "plain.h"
#include "tables-inl.h"

namespace cenote {

constexpr PlainKernels kBaselinePlain = HWY_NAMESPACE::AllPlain();

namespace {

constexpr Kernels kTable = {"baseline",
                            "",
                            1,
                            HWY_NAMESPACE::Floating<float, double>(0),
                            HWY_NAMESPACE::TransposeElements<uint32_t>,
                            HWY_NAMESPACE::TransposeElements<uint64_t>,
                            kBaselinePlain};

}  // namespace

const Kernels& baseline_kernels() { return kTable; }

}  // namespace cenote
