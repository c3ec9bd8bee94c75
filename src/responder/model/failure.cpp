#include "responder/model/failure.hpp"

#include <charconv>
#include <utility>

namespace chatkit::responder {
namespace {

using namespace std::chrono_literals;

constexpr auto kPauseAfterFailure = 250ms;
constexpr auto kPauseWhenBusy = 1000ms;

/// Source: RFC 9110, 10.2.3; a date is not understood, and counts as none.
std::optional<std::chrono::milliseconds> retry_after(const outbound::Head& head) {
  const std::string_view text = head.header("retry-after");
  std::int32_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || seconds < 0) {
    return std::nullopt;
  }
  return std::chrono::seconds(seconds);
}

void replace_all(std::string& text, const std::string& what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

Error failure(std::string_view sentence, std::string log_text) {
  Error error = unavailable("model: " + std::move(log_text));
  error.code = "custom";
  error.message = sentence;
  return error;
}

Error connection_failure(const Error& error, bool has_begun) {
  if (error.code == outbound::kCancelled) return error;
  std::string log_text = error.log_text.empty() ? error.message : error.log_text;
  if (error.code == outbound::kTimedOut) return failure(kSilent, std::move(log_text));
  if (error.code == outbound::kBroken && !has_begun) {
    return failure(kUnreadable, std::move(log_text));
  }
  Error made = failure(has_begun ? kCut : kNotReachable, std::move(log_text));
  if (error.kind == ErrorKind::unavailable) made.retry_after = kPauseAfterFailure;
  return made;
}

Error status_failure(const outbound::Head& head, std::string_view body) {
  const int status = head.status;
  std::string log_text = "status " + std::to_string(status) + ", " +
                         std::string(head.header("content-type")) + ": " + std::string(body);
  if (status >= 200 && status < 300) return failure(kUnreadable, std::move(log_text));
  if (status == 429) {
    Error error = failure(kBusy, std::move(log_text));
    error.retry_after = retry_after(head).value_or(kPauseWhenBusy);
    return error;
  }
  if (status < 500) return failure(kRefused, std::move(log_text));
  Error error = failure(kNotReachable, std::move(log_text));
  if (status >= 502 && status <= 504) {
    error.retry_after = retry_after(head).value_or(kPauseAfterFailure);
  }
  return error;
}

std::string for_log(std::string_view text, const Secret& key) {
  std::string out(text);
  replace_all(out, key.expose(), "***");
  if (out.size() > kErrorBodyBytesMax) out.resize(kErrorBodyBytesMax);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return out;
}

std::optional<std::chrono::milliseconds> pause_before_retry(const Error& error, int tries) {
  if (!error.retry_after || *error.retry_after > kPauseMax || tries > kRetriesMax) {
    return std::nullopt;
  }
  return error.retry_after;
}

}  // namespace chatkit::responder
