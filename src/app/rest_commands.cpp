#include "app/rest_commands.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/iso_time.hpp"

namespace chatkit::app {
namespace {

StateValue read_state_value(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  const auto* end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto read = std::from_chars(text.data(), end, whole);
      read.ec == std::errc() && read.ptr == end) {
    return whole;
  }
  double number = 0;
  if (const auto read = std::from_chars(text.data(), end, number);
      read.ec == std::errc() && read.ptr == end) {
    return number;
  }
  return text;
}

}  // namespace

std::string show_time(UnixSeconds time) {
  auto text = format_iso(Timestamp(time));
  text.resize(std::min<std::size_t>(text.size(), 19));
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

Metadata read_pairs(const std::vector<std::string>& words, const char* flag) {
  Metadata pairs;
  for (const auto& word : words) {
    const auto split = word.find('=');
    if (split == std::string::npos || split == 0) {
      throw CommandError(ExitCode::usage, std::string(flag) + " takes NAME=VALUE, not " + word);
    }
    pairs[word.substr(0, split)] = word.substr(split + 1);
  }
  return pairs;
}

StateVariables read_state(const std::vector<std::string>& words) {
  StateVariables variables;
  for (const auto& [name, text] : read_pairs(words, "--state")) {
    variables[name] = read_state_value(text);
  }
  return variables;
}

ListSize list_size(const Arguments& arguments) {
  ListSize size;
  size.total = arguments.all ? std::numeric_limits<std::int64_t>::max()
                             : arguments.limit.value_or(size.total);
  size.page = std::min<std::int64_t>(size.total, 100);
  return size;
}

std::optional<Order> list_order(const Arguments& arguments) {
  if (arguments.order.empty()) return std::nullopt;
  return arguments.order == "asc" ? Order::asc : Order::desc;
}

}  // namespace chatkit::app
