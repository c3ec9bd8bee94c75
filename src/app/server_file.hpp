#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace chatkit::app {

/// Where a running service is, for the `chatkit` program on the same machine: `DIR/server.json`.
struct ServerFile {
  std::string url;
  std::int64_t pid = 0;
  Secret admin_token;
};

/// Errors: as `write_private_file`.
Result<void> write_server_file(const std::filesystem::path& file, const ServerFile& server);
/// Errors: as `read_private_file`; invalid_value if it is not ours.
Result<ServerFile> read_server_file(const std::filesystem::path& file);

}  // namespace chatkit::app
