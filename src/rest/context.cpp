#include "rest/context.hpp"

#include <string_view>

#include "base/header_text.hpp"

namespace chatkit::rest {
namespace {

constexpr std::string_view kBeta = "chatkit_beta=v1";

/// A client of several betas lists them all, in one header or in several.
bool speaks_our_beta(const Request& request) {
  bool sent = false;
  for (const exchange::HeaderField& field : request.headers) {
    if (!same_word(field.name, "OpenAI-Beta")) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::string_view value = take_element(rest, ',');
      if (value == kBeta) return true;
      sent = sent || !value.empty();
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

Error unsupported_body() {
  Error error;
  error.kind = ErrorKind::unsupported_type;
  error.code = "unsupported_media_type";
  error.message = "The body must be sent as 'Content-Type: application/json'.";
  return error;
}

awaitable<Result<std::string>> read_json_body(const Request& request) {
  const std::string_view content_type = request.header("Content-Type");
  const std::string_view media_type = trimmed(content_type.substr(0, content_type.find(';')));
  if (!media_type.empty() && !same_word(media_type, "application/json")) {
    co_return unsupported_body();
  }
  co_return co_await request.body->read_all();
}

}  // namespace chatkit::rest
