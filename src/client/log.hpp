#pragma once

#include <chrono>
#include <string_view>
#include <utility>

#include "chatkit/log.hpp"
#include "chatkit/transport.hpp"

namespace chatkit::client {

/// Writes what calls do to a sink, credentials masked. Bodies are never logged: they carry client
/// secrets and what people wrote.
class Log {
 public:
  Log() = default;
  Log(LogLevel level, LogSink sink) : level_(level), sink_(std::move(sink)) {}

  void request(const HttpRequest& request) const;
  void answer(const HttpRequest& request, int status, const Headers& headers,
              std::chrono::microseconds elapsed) const;
  void failure(const HttpRequest& request, std::string_view what) const;
  void retry(std::chrono::milliseconds delay, int retries_taken) const;

 private:
  bool on(LogLevel level) const { return sink_ && level_ >= level; }

  LogLevel level_ = LogLevel::off;
  LogSink sink_{};
};

}  // namespace chatkit::client
