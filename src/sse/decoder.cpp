#include "sse/decoder.hpp"

#include <algorithm>
#include <charconv>

namespace chatkit::sse {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// A caller that never asks for comments does not make us keep every heartbeat of a day.
constexpr std::size_t kCommentsMax = 64;

Error too_large(std::size_t bytes_max) {
  Error error;
  error.kind = ErrorKind::too_large;
  error.code = "event_too_large";
  error.message = "An event is larger than " + std::to_string(bytes_max) + " bytes.";
  return error;
}

std::string_view without_leading_space(std::string_view text) {
  if (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

}  // namespace

Result<std::vector<Event>> Decoder::feed(std::string_view chunk) {
  while (!chunk.empty() && !spent_) {
    if (skip_lf_ && chunk.front() == '\n') chunk.remove_prefix(1);
    skip_lf_ = false;
    const std::size_t end = std::min(chunk.find_first_of("\r\n"), chunk.size());
    if (line_.size() + end > event_bytes_max_) {
      spent_ = true;
      break;
    }
    line_.append(chunk.substr(0, end));
    if (end == chunk.size()) break;
    skip_lf_ = chunk[end] == '\r';
    chunk.remove_prefix(end + 1);
    end_line();
  }
  if (spent_) return too_large(event_bytes_max_);
  return std::exchange(ready_, {});
}

std::vector<std::string> Decoder::take_comments() { return std::exchange(comments_, {}); }

void Decoder::end_line() {
  std::string_view line = line_;
  if (std::exchange(at_start_, false) && line.starts_with(kByteOrderMark)) {
    line.remove_prefix(kByteOrderMark.size());
  }
  if (line.empty()) {
    dispatch();
  } else if (line.front() == ':') {
    if (comments_.size() == kCommentsMax) comments_.erase(comments_.begin());
    comments_.emplace_back(without_leading_space(line.substr(1)));
  } else {
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view value = line.substr(std::min(colon + 1, line.size()));
    field(line.substr(0, colon), without_leading_space(value));
  }
  line_.clear();
}

void Decoder::field(std::string_view name, std::string_view value) {
  if (name == "data") {
    if (event_.data.size() + (has_data_ ? 1 : 0) + value.size() > event_bytes_max_) {
      spent_ = true;
      return;
    }
    if (has_data_) event_.data.push_back('\n');
    event_.data.append(value);
    has_data_ = true;
  } else if (name == "event") {
    event_.type = value;
  } else if (name == "id") {
    if (value.find('\0') != std::string_view::npos) return;
    event_.id = value;
    has_id_ = true;
  } else if (name == "retry") {
    std::uint32_t delay = 0;
    const char* const end = value.data() + value.size();
    const auto [stop, fault] = std::from_chars(value.data(), end, delay);
    if (fault == std::errc() && stop == end) retry_ = std::chrono::milliseconds(delay);
  }
}

/// An id counts from the blank line on, data or not: until then the event is not received.
void Decoder::dispatch() {
  if (std::exchange(has_id_, false)) last_event_id_ = event_.id;
  if (std::exchange(has_data_, false)) ready_.push_back(std::move(event_));
  event_ = Event();
}

}  // namespace chatkit::sse
