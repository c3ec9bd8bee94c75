#include "exchange/reply.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "json/rest.hpp"

namespace chatkit::exchange {

Reply error_reply(const Error& error) {
  Reply reply;
  reply.status = status_of(error.kind);
  json::write_error(reply.body, error);
  if (error.kind == ErrorKind::authentication) {
    reply.headers.push_back({"WWW-Authenticate", "Bearer realm=\"OpenAI API\""});
  }
  if (error.retry_after) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retry_after).count();
    reply.headers.push_back({"Retry-After", std::to_string(std::max<std::int64_t>(seconds, 1))});
  }
  if (error.permanent) reply.headers.push_back({"x-should-retry", "false"});
  reply.log_text = error.log_text;
  return reply;
}

}  // namespace chatkit::exchange
