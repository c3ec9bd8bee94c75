#pragma once

#include <string_view>

#include "telemetry/log.hpp"

namespace chatkit::telemetry {

/// The word for it in a line of the log.
constexpr std::string_view name_of(Level level) noexcept {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    case Level::error:
      return "error";
  }
  return "error";
}

}  // namespace chatkit::telemetry
