#include "http/response.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace chatkit::http {
namespace {

struct Reason {
  int status;
  std::string_view phrase;
};

constexpr std::array<Reason, 22> kReasons = {{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {302, "Found"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
}};

std::string_view reason_of(int status) noexcept {
  const auto found = std::find_if(kReasons.begin(), kReasons.end(),
                                  [status](const Reason& one) { return one.status == status; });
  return found == kReasons.end() ? std::string_view("Status") : found->phrase;
}

void append_integer(std::string& out, std::int64_t value) {
  char text[24];
  const auto end = std::to_chars(text, text + sizeof text, value);
  out.append(text, end.ptr);
}

void append_value(std::string& out, std::string_view value) {
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(byte < 0x20 || byte == 0x7f ? ' ' : c);
  }
}

}  // namespace

bool is_bodiless(int status) noexcept {
  return status == 204 || status == 304 || (status >= 100 && status < 200);
}

void append_head(std::string& out, const exchange::Reply& reply, const ResponseFacts& facts) {
  if (reply.status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
  } else {
    out += "HTTP/1.1 ";
    append_integer(out, reply.status);
    out.push_back(' ');
    out.append(reason_of(reply.status)).append("\r\n");
  }
  if (reply.stream) {
    out +=
        "Content-Type: text/event-stream; charset=utf-8\r\n"
        "Cache-Control: no-store\r\n"
        "X-Accel-Buffering: no\r\n";
  } else if (!is_bodiless(reply.status)) {
    out += "Content-Type: ";
    append_value(out, reply.content_type);
    out += "\r\n";
  }
  if (facts.framing == Framing::chunked) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (facts.framing == Framing::length) {
    out += "Content-Length: ";
    append_integer(out, static_cast<std::int64_t>(reply.body_bytes()));
    out += "\r\n";
  }
  if (!facts.keep_alive) {
    out += "Connection: close\r\n";
  } else if (facts.is_http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  for (const exchange::ReplyHeader& field : reply.headers) {
    append_value(out, field.name);
    out += ": ";
    append_value(out, field.value);
    out += "\r\n";
  }
  out.append("x-request-id: ").append(facts.request_id).append("\r\nopenai-processing-ms: ");
  append_integer(out, facts.processing_ms);
  out += "\r\n";
}

std::string whole_response(const exchange::Reply& reply, const ResponseFacts& facts) {
  std::string out;
  append_head(out, reply, facts);
  out.append("\r\n").append(reply.body);
  return out;
}

}  // namespace chatkit::http
