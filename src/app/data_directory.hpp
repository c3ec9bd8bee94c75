#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "access/access.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

namespace chatkit::app {

/// The folder where a service keeps everything, held by this process alone while this lives.
///
/// `chatkit.db` the store, `signing-keys` what client secrets are made of, `api-key` the first key,
/// `files` uploads, `lock` who holds it, `server.json` where it serves. The folder is ours alone
/// (0700).
class DataDirectory {
 public:
  enum class Missing { make, refuse };

  /// Takes the folder. `holder` names us to others, such as `chatkit serve`.
  /// Errors: conflict (another process holds it; the message names it), not_found (`refuse`),
  /// unavailable (not writable, not a folder).
  static Result<DataDirectory> open(std::filesystem::path folder, Missing missing,
                                    std::string_view holder);
  DataDirectory(DataDirectory&& other) noexcept
      : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();

  const std::filesystem::path& folder() const noexcept { return folder_; }
  std::filesystem::path store_file() const { return folder_ / "chatkit.db"; }
  std::filesystem::path files_folder() const { return folder_ / "files"; }
  std::filesystem::path key_file() const { return folder_ / "api-key"; }
  std::filesystem::path server_file() const { return folder_ / "server.json"; }

  /// The keys that sign client secrets; made at first start. The file has one line for the current
  /// key and one, while rotating, for the key before: 64 hex digits each.
  /// Errors: permission (too open), invalid_value (not ours), unavailable.
  Result<access::SigningKeys> signing_keys(Random& random) const;

 private:
  DataDirectory(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

  std::filesystem::path folder_;
  int lock_ = -1;
};

}  // namespace chatkit::app
