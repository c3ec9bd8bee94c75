#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

// Files that hold credentials: readable by their owner alone (0600).
namespace chatkit::app {

/// Writes a file that only we may read, whole or not at all; replaces one that is there.
/// Errors: unavailable, with a message for the operator.
Result<void> write_private_file(const std::filesystem::path& file, std::string_view text);

/// Reads a file of at most 64 KiB.
/// Errors: not_found; permission (others may read it); unavailable (not readable, too large).
Result<std::string> read_private_file(const std::filesystem::path& file);

/// An error that tells the operator, and nobody else, what to do.
Error operator_error(ErrorKind kind, std::string message);

}  // namespace chatkit::app
