#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

// What the contract's codes for files say. Source: contract section 2, "Files".
namespace chatkit::files {

/// 413 `chatkit.file_too_large`.
Error file_too_large(std::uint64_t bytes_max);
/// 415 `chatkit.file_upload_type_rejected`.
Error type_rejected(std::string message);
/// The same, for a type that is not in the list.
Error type_not_allowed(std::string_view type);

}  // namespace chatkit::files
