#include "http/response.hpp"

#include <charconv>

namespace chatkit::http {
namespace {

std::string_view reason_of(int status) noexcept {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
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
    append_integer(out, static_cast<std::int64_t>(reply.body.size()));
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
