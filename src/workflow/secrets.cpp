#include "workflow/secrets.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>

namespace chatkit::workflow {
namespace {

Error unusable(std::string text) { return invalid_value("", std::move(text)); }

}  // namespace

Result<Secret> secret_of_environment(const std::string& variable) {
  // Nothing in this program changes its environment.
  const char* const value = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr || *value == '\0') {
    return unusable("the environment has no value for '" + variable + "'");
  }
  return Secret(std::string(value));
}

Result<Secret> secret_of_file(const std::filesystem::path& path) {
  std::error_code code;
  // A pipe or a device would keep the start waiting, or never end.
  if (!std::filesystem::is_regular_file(path, code)) {
    return unusable("'" + path.string() + "' is no file");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text(kSecretBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || !file.is_open()) return unusable("'" + path.string() + "' cannot be read");
  if (static_cast<std::size_t>(file.gcount()) > kSecretBytesMax) {
    return unusable("'" + path.string() + "' holds more than " + std::to_string(kSecretBytesMax) +
                    " bytes");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.empty()) return unusable("'" + path.string() + "' is empty");
  return Secret(std::move(text));
}

}  // namespace chatkit::workflow
