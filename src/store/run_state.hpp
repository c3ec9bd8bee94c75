#pragma once

#include <string_view>

#include "store/records.hpp"

namespace chatkit::store {

/// The word for it on the wire, in logs and in metrics.
constexpr std::string_view name_of(RunState state) noexcept {
  switch (state) {
    case RunState::running:
      return "running";
    case RunState::completed:
      return "completed";
    case RunState::stopped:
      return "stopped";
    case RunState::failed:
      return "failed";
    case RunState::interrupted:
      return "interrupted";
  }
  return "failed";
}

}  // namespace chatkit::store
