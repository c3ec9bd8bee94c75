#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"

// Where credentials of workflows come from. Both read at once: a workflow without its credential is
// refused when it is loaded, not when it should answer.
namespace chatkit::workflow {

/// The longest credential.
inline constexpr std::size_t kSecretBytesMax = 4096;

/// Errors: invalid_value; the message says what is wrong with the variable.
Result<Secret> secret_of_environment(const std::string& variable);
/// The file's text without the line end behind it, at most kSecretBytesMax.
/// Errors: invalid_value; the message says what is wrong with the file.
Result<Secret> secret_of_file(const std::filesystem::path& path);

}  // namespace chatkit::workflow
