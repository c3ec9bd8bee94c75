#include "client/log.hpp"

#include <string>

#include "client/redaction.hpp"

namespace chatkit::client {
namespace {

/// Other people's text on one line, without control characters.
void append_plain(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line.push_back(byte < 0x20 || byte == 0x7f ? '?' : c);
  }
}

void append_headers(std::string& line, const Headers& headers) {
  const char* separator = " {";
  for (const auto& [name, value] : headers) {
    line.append(separator);
    append_plain(line, name);
    line.append(": ");
    append_plain(line, redact_value(name, value));
    separator = ", ";
  }
  if (headers.size() > 0) line.push_back('}');
}

std::string begin_line(const HttpRequest& request) {
  std::string line = request.method + " ";
  append_plain(line, redact_url(request.url));
  return line;
}

}  // namespace

void Log::request(const HttpRequest& request) const {
  if (!on(LogLevel::debug)) return;
  std::string line = "sending " + begin_line(request);
  append_headers(line, request.headers);
  if (request.has_body) line += ", " + std::to_string(request.body.size()) + " bytes of body";
  sink_(LogLevel::debug, line);
}

void Log::answer(const HttpRequest& request, int status, const Headers& headers,
                 std::chrono::microseconds elapsed) const {
  if (!on(LogLevel::info)) return;
  std::string line = begin_line(request) + " answered " + std::to_string(status) + " in " +
                     std::to_string(elapsed.count() / 1000) + " ms";
  if (const auto id = headers.get("x-request-id")) {
    line.append(", request ");
    append_plain(line, *id);
  }
  sink_(LogLevel::info, line);
  if (!on(LogLevel::debug)) return;
  std::string details = "received";
  append_headers(details, headers);
  sink_(LogLevel::debug, details);
}

void Log::failure(const HttpRequest& request, std::string_view what) const {
  if (!on(LogLevel::info)) return;
  std::string line = begin_line(request) + " failed: ";
  append_plain(line, what);
  sink_(LogLevel::info, line);
}

void Log::retry(std::chrono::milliseconds delay, int retries_taken) const {
  if (!on(LogLevel::info)) return;
  sink_(LogLevel::info,
        "retry " + std::to_string(retries_taken) + " in " + std::to_string(delay.count()) + " ms");
}

}  // namespace chatkit::client
