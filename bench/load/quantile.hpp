#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace chatkit::bench {

/// The sample that the part `part` (0 to 1) of all samples do not pass; 0 where there is none.
inline double quantile(std::vector<double>& samples, double part) {
  if (samples.empty()) return 0;
  const auto last = static_cast<double>(samples.size() - 1);
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(last * part);
  std::nth_element(samples.begin(), at, samples.end());
  return *at;
}

}  // namespace chatkit::bench
