#include "json/rest.hpp"
#include "json/strict.hpp"

namespace chatkit::json {
namespace {

void read_status_type(Value& value, ThreadStatusType& out) {
  std::string text;
  read_text(value, {}, text);
  if (value.reading.failed()) return;
  out = ThreadStatusType::from_text(text);
  if (out == ThreadStatusType::Known::unknown) {
    value.fail_value("it is none of 'active', 'locked' and 'closed'");
  }
}

void read_status(Value& value, ThreadUpdateParams& params) {
  params.status.reset();
  if (value.is_null()) return;
  ThreadStatus& out = params.status.emplace();
  bool has_type = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") {
      has_type = true;
      return read_status_type(field, out.type);
    }
    if (name == "reason") return read(field, out.reason);
    fail_unknown(field);
  });
  if (value.is_object()) require(value, "type", has_type);
}

void read_metadata(Value& value, const ThreadUpdateLimits& limits, ThreadUpdateParams& params) {
  params.metadata.reset();
  if (value.is_null()) return;
  const MapLimits map_limits{.pairs_max = limits.metadata_pairs_max,
                             .key_chars_max = limits.metadata_key_chars_max,
                             .value_chars_max = limits.metadata_value_chars_max};
  read_string_map(value, map_limits, params.metadata.emplace());
}

}  // namespace

Result<ThreadUpdateParams> read_thread_update(std::string_view json,
                                              const ThreadUpdateLimits& limits) {
  const auto read_update = [&limits](Value& value, ThreadUpdateParams& out) {
    each_field(value, [&](std::string_view name, Value& field) {
      if (name == "title") {
        return read_optional_text(field, {.min = 1, .max = limits.title_chars_max}, out.title);
      }
      if (name == "metadata") return read_metadata(field, limits, out);
      if (name == "status") return read_status(field, out);
      fail_unknown(field);
    });
  };
  return read_body<ThreadUpdateParams>(json, Reading::Nul::refuse, read_update);
}

}  // namespace chatkit::json
