#include "sse/encoder.hpp"

namespace chatkit::sse {
namespace {

constexpr std::string_view kLineEnds = "\r\n";

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).push_back('\n');
}

/// One `data:` line for each line of `data`; an empty one for empty data, so that it is an event.
void append_data(std::string& out, std::string_view data) {
  while (true) {
    const std::size_t end = data.find_first_of(kLineEnds);
    if (end == std::string_view::npos) break;
    append_field(out, "data", data.substr(0, end));
    const bool pair = data.substr(end).starts_with("\r\n");
    data.remove_prefix(end + (pair ? 2 : 1));
  }
  append_field(out, "data", data);
}

}  // namespace

Result<void> append_event(std::string& out, const Event& event) {
  if (event.id.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    return invalid_value("id", "The id of an event holds no line end and no U+0000.");
  }
  if (event.type.find_first_of(kLineEnds) != std::string::npos) {
    return invalid_value("type", "The type of an event holds no line end.");
  }
  out.reserve(out.size() + event.data.size() + event.id.size() + event.type.size() + 32);
  if (!event.id.empty()) append_field(out, "id", event.id);
  if (!event.type.empty()) append_field(out, "event", event.type);
  append_data(out, event.data);
  out.push_back('\n');
  return {};
}

void append_comment(std::string& out, std::string_view text) {
  out.append(": ").append(text).append("\n\n");
}

}  // namespace chatkit::sse
