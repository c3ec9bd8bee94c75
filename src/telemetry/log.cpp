#include "telemetry/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <chrono>

#include "base/iso_time.hpp"
#include "telemetry/level.hpp"

namespace chatkit::telemetry {
namespace {

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

/// A JSON string with its quotes. Control characters are escaped, so that no value can forge a
/// line or steer a terminal; bytes beyond ASCII go out as they came.
void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out.push_back('"');
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
      out.push_back('\\');
      out.push_back(character);
    } else if (byte < 0x20U || byte == 0x7FU) {
      out += "\\u00";
      out.push_back(kDigits[byte >> 4U]);
      out.push_back(kDigits[byte & 15U]);
    } else {
      out.push_back(character);
    }
  }
  out.push_back('"');
}

/// Whether a value reads unambiguously without quotes.
bool is_plain(std::string_view text) {
  if (text.empty()) return false;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte <= 0x20U || byte == 0x7FU || character == '"' || character == '\\' ||
        character == '=') {
      return false;
    }
  }
  return true;
}

std::string now_text() {
  return format_iso(
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()));
}

std::string text_line(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = now_text();
  line.push_back(' ');
  line += name_of(level);
  line.push_back(' ');
  line += event;
  for (const Field& field : fields) {
    line.push_back(' ');
    line += field.name;
    line.push_back('=');
    if (is_plain(field.value)) {
      line += field.value;
    } else {
      append_quoted(line, field.value);
    }
  }
  return line;
}

std::string json_line(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = "{\"time\":\"" + now_text() + "\",\"level\":\"";
  line += name_of(level);
  line += "\",\"event\":";
  append_quoted(line, event);
  for (const Field& field : fields) {
    line.push_back(',');
    append_quoted(line, field.name);
    line.push_back(':');
    append_quoted(line, field.value);
  }
  line.push_back('}');
  return line;
}

class StderrLog final : public Log {
 public:
  StderrLog(Level least, LogFormat format)
      : format_(format), logger_("chatkit", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_pattern("%v");
    logger_.set_level(spdlog_level(least));
    logger_.flush_on(spdlog::level::debug);
  }

  void write(Level level, std::string_view event, std::initializer_list<Field> fields) override {
    if (!enabled(level)) return;
    const std::string line = format_ == LogFormat::json ? json_line(level, event, fields)
                                                        : text_line(level, event, fields);
    logger_.log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
  }

  bool enabled(Level level) const override { return logger_.should_log(spdlog_level(level)); }

 private:
  LogFormat format_;
  spdlog::logger logger_;
};

class NullLog final : public Log {
 public:
  void write(Level, std::string_view, std::initializer_list<Field>) override {}
  bool enabled(Level) const override { return false; }
};

}  // namespace

std::shared_ptr<Log> stderr_log(Level least, LogFormat format) {
  return std::make_shared<StderrLog>(least, format);
}

std::shared_ptr<Log> null_log() { return std::make_shared<NullLog>(); }

}  // namespace chatkit::telemetry
