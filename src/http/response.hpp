#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/reply.hpp"

namespace chatkit::http {

/// How the body of an answer is delimited.
enum class Framing { length, chunked, until_close, none };

/// What the header of an answer says beside the reply itself.
struct ResponseFacts {
  std::string_view request_id;
  std::int64_t processing_ms = 0;
  Framing framing = Framing::length;
  bool is_http_1_0 = false;
  bool keep_alive = true;
};

/// Appends status line and fields, but not the empty line that ends them: the caller may add more.
///
/// Control characters in a reply's header values become spaces: no value can start a new field.
void append_head(std::string& out, const exchange::Reply& reply, const ResponseFacts& facts);

/// The whole answer for a connection that is not served, ready to be sent.
std::string whole_response(const exchange::Reply& reply, const ResponseFacts& facts);

/// True where HTTP gives the answer no body at all.
bool is_bodiless(int status) noexcept;

}  // namespace chatkit::http
