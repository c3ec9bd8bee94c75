#include "client/retry_policy.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace chatkit::client {
namespace {

using std::chrono::milliseconds;

/// More than this many milliseconds is far beyond any limit; it keeps the conversion in range.
constexpr double kMillisecondsMax = 1e15;

std::optional<double> read_number(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<milliseconds> from_number(double value) {
  if (value < 0) return std::nullopt;
  return milliseconds(static_cast<std::int64_t>(std::ceil(std::min(value, kMillisecondsMax))));
}

}  // namespace

bool is_retryable(int status, const Headers& headers) {
  if (const auto wish = headers.get("x-should-retry")) {
    if (*wish == "true") return true;
    if (*wish == "false") return false;
  }
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

std::optional<milliseconds> requested_delay(const Headers& headers,
                                            std::chrono::system_clock::time_point now) {
  if (const auto text = headers.get("retry-after-ms")) {
    if (const auto number = read_number(*text)) {
      if (const auto delay = from_number(*number)) return delay;
    }
  }
  const auto text = headers.get("retry-after");
  if (!text) return std::nullopt;
  if (const auto number = read_number(*text)) return from_number(*number * 1000.0);
  if (text->find(':') == std::string_view::npos)
    return std::nullopt;  // Every HTTP date has a time.
  const std::time_t seconds = curl_getdate(std::string(*text).c_str(), nullptr);
  if (seconds == -1) return std::nullopt;
  const auto delay = std::chrono::system_clock::from_time_t(seconds) - now;
  return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(delay));
}

milliseconds backoff_delay(int retries_taken, double random) {
  const double doubled = static_cast<double>(kBackoffFirst.count()) *
                         std::exp2(static_cast<double>(std::clamp(retries_taken, 0, 16)));
  const double capped = std::min(doubled, static_cast<double>(kBackoffMax.count()));
  return milliseconds(static_cast<std::int64_t>(std::lround(capped * (1.0 - 0.25 * random))));
}

}  // namespace chatkit::client
