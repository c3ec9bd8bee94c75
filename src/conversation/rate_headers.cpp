#include <string>

#include "conversation/ops.hpp"

namespace chatkit::conversation {

void add_rate_headers(exchange::Reply& reply, const access::RateVerdict& verdict) {
  const auto add = [&reply](const char* name, std::string value) {
    exchange::ReplyHeader header;
    header.name = name;
    header.value = std::move(value);
    reply.headers.push_back(std::move(header));
  };
  add("x-ratelimit-limit-requests", std::to_string(verdict.limit));
  add("x-ratelimit-remaining-requests", std::to_string(verdict.remaining));
  add("x-ratelimit-reset-requests", access::reset_text(verdict.reset));
}

exchange::Reply rate_limited_reply(const access::RateVerdict& verdict) {
  exchange::Reply reply = exchange::error_reply(access::rate_limit_error(verdict));
  add_rate_headers(reply, verdict);
  return reply;
}

}  // namespace chatkit::conversation
