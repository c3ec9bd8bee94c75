#include "http/descriptors.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace chatkit::http {

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return static_cast<std::size_t>(limit.rlim_cur);
}

std::size_t connections_that_fit(std::size_t wanted, std::size_t descriptors) noexcept {
  static constexpr std::size_t kForOthers = 512;
  const std::size_t fit =
      descriptors >= 2 * kForOthers ? descriptors - kForOthers : descriptors / 2;
  return std::max<std::size_t>(1, std::min(wanted, fit));
}

void ReserveDescriptor::take() noexcept {
  if (descriptor_ < 0) descriptor_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void ReserveDescriptor::give_up() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace chatkit::http
