#include "rest/context.hpp"

#include <algorithm>
#include <string_view>

namespace chatkit::rest {
namespace {

constexpr std::string_view kBeta = "chatkit_beta=v1";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  const auto lower = [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [lower](char a, char b) { return lower(a) == lower(b); });
}

/// A client of several betas lists them all, in one header or in several.
bool speaks_our_beta(const Request& request) {
  bool sent = false;
  for (const exchange::HeaderField& field : request.headers) {
    if (!equal_ignoring_case(field.name, "OpenAI-Beta")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view value = trimmed(rest.substr(0, comma));
      if (value == kBeta) return true;
      sent = sent || !value.empty();
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return !sent;
}

}  // namespace

awaitable<Result<access::ApiCaller>> admit(Context context, const Request& request) {
  std::string authorization(request.header("Authorization"));
  auto caller =
      co_await context->access->authenticate_key(std::move(authorization), request.peer_address);
  if (caller.has_value() && !speaks_our_beta(request)) {
    co_return invalid_request("invalid_beta", "OpenAI-Beta",
                              "Unknown value of the header 'OpenAI-Beta'; this service speaks "
                              "'chatkit_beta=v1'.");
  }
  co_return caller;
}

awaitable<Result<std::string>> read_json_body(const Request& request) {
  const std::string_view content_type = request.header("Content-Type");
  const std::string_view media_type = trimmed(content_type.substr(0, content_type.find(';')));
  if (!media_type.empty() && !equal_ignoring_case(media_type, "application/json")) {
    Error error;
    error.kind = ErrorKind::unsupported_type;
    error.code = "unsupported_media_type";
    error.message = "The body must be sent as 'Content-Type: application/json'.";
    co_return error;
  }
  co_return co_await request.body->read_all();
}

}  // namespace chatkit::rest
