#include "embed/server/sink_log.hpp"

#include <string>
#include <utility>

#include "json/writer.hpp"
#include "telemetry/level.hpp"

namespace chatkit::server {
namespace {

using telemetry::Level;

class SinkLog final : public telemetry::Log {
 public:
  SinkLog(LogSink sink, Level least) : sink_(std::move(sink)), least_(least) {}

  void write(Level level, std::string_view event,
             std::initializer_list<telemetry::Field> fields) override {
    if (!enabled(level)) return;
    std::string line(name_of(level));
    line.append(" ").append(event);
    for (const telemetry::Field& field : fields) {
      line.append(" ").append(field.name).append("=");
      json::append_string(line, field.value);
    }
    sink_(line);
  }
  bool enabled(Level level) const override { return level >= least_; }

 private:
  LogSink sink_;
  Level least_;
};

}  // namespace

std::shared_ptr<telemetry::Log> make_sink_log(LogSink sink, Level least) {
  if (!sink) return telemetry::null_log();
  return std::make_shared<SinkLog>(std::move(sink), least);
}

}  // namespace chatkit::server
