#pragma once

#include <string_view>

namespace chatkit {

/// The version of this library; the build refuses a value that differs from the project's.
inline constexpr std::string_view version = "0.1.0";

}  // namespace chatkit
