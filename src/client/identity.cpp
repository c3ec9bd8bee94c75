#include "client/identity.hpp"

#include <curl/curl.h>
#include <sys/utsname.h>

#include <array>
#include <cstdio>

#include "base/ids.hpp"
#include "chatkit/version.hpp"

namespace chatkit::client {

void add_identity(Headers& headers) {
  utsname machine{};
  const bool known = uname(&machine) == 0;
  const curl_version_info_data* curl = curl_version_info(CURLVERSION_NOW);
  headers.set("User-Agent", "chatkit-cpp/" + std::string(version));
  headers.set("X-ChatKit-Lang", "c++");
  headers.set("X-ChatKit-Package-Version", version);
  headers.set("X-ChatKit-OS", known ? machine.sysname : "unknown");
  headers.set("X-ChatKit-Arch", known ? machine.machine : "unknown");
  headers.set("X-ChatKit-Runtime", "libcurl");
  headers.set("X-ChatKit-Runtime-Version", curl->version);
}

void add_attempt(Headers& headers, int retries_taken, const Timeout& timeout) {
  headers.set("X-ChatKit-Retry-Count", std::to_string(retries_taken));
  if (const auto read = timeout.phases().read) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", static_cast<double>(read->count()) / 1000.0);
    headers.set("X-ChatKit-Read-Timeout", text.data());
  }
}

std::string new_idempotency_key(Random& random) {
  std::array<std::byte, 16> bytes{};
  random.fill(bytes);
  return "chatkit-cpp-retry-" + to_hex(bytes);
}

}  // namespace chatkit::client
