#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace chatkit::telemetry {

enum class Level { debug, info, warn, error };

/// A named value of a log line.
struct Field {
  std::string_view name;
  std::string value;
};

/// Structured log lines, one event a line. Safe from any thread. Never given a secret.
class Log {
 public:
  virtual ~Log() = default;
  virtual void write(Level level, std::string_view event, std::initializer_list<Field> fields) = 0;
  virtual bool enabled(Level level) const = 0;

  void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::debug, event, fields);
  }
  void info(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::info, event, fields);
  }
  void warn(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::warn, event, fields);
  }
  void error(std::string_view event, std::initializer_list<Field> fields = {}) {
    write(Level::error, event, fields);
  }
};

/// Lines on standard error: `text` for people (`2026-11-22T09:30:00Z info started addr=…`), or one
/// JSON object a line.
enum class LogFormat { text, json };
std::shared_ptr<Log> stderr_log(Level least, LogFormat format);
/// Swallows everything.
std::shared_ptr<Log> null_log();

}  // namespace chatkit::telemetry
