#pragma once

#include <string_view>

namespace chatkit::app {

/// Whether a numeric address is one of this machine alone.
constexpr bool is_loopback(std::string_view address) noexcept {
  return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.");
}

}  // namespace chatkit::app
