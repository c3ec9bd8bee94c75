#include "sse/encoder.hpp"

#include <algorithm>

namespace chatkit::sse {
namespace {

bool ends_line(char byte) { return byte == '\n' || byte == '\r'; }

bool has_line_end(std::string_view text) {
  // Two searches for one byte each pass over a text many times faster than one for either.
  return text.find('\n') != std::string_view::npos || text.find('\r') != std::string_view::npos;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).push_back('\n');
}

/// One `data:` line for each line of `data`; an empty one for empty data, so that it is an event.
void append_data(std::string& out, std::string_view data) {
  // JSON, which is nearly all that comes, is one line.
  if (has_line_end(data)) {
    for (auto end = std::ranges::find_if(data, ends_line); end != data.end();
         end = std::ranges::find_if(data, ends_line)) {
      const auto length = static_cast<std::size_t>(end - data.begin());
      append_field(out, "data", data.substr(0, length));
      const bool pair = data.substr(length).starts_with("\r\n");
      data.remove_prefix(length + (pair ? 2 : 1));
    }
  }
  append_field(out, "data", data);
}

}  // namespace

Result<void> append_event(std::string& out, const Event& event) {
  if (has_line_end(event.id) || event.id.find('\0') != std::string::npos) {
    return invalid_value("id", "The id of an event holds no line end and no U+0000.");
  }
  if (has_line_end(event.type)) {
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
