#include "chatkit/headers.hpp"

#include <algorithm>

namespace chatkit {
namespace {

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_header_name(std::string_view left, std::string_view right) noexcept {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lower(left[i]) != lower(right[i])) return false;
  }
  return true;
}

bool HeaderNameLess::operator()(std::string_view left, std::string_view right) const noexcept {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [](char a, char b) { return lower(a) < lower(b); });
}

std::optional<std::string_view> Headers::get(std::string_view name) const noexcept {
  for (const Entry& entry : entries_) {
    if (same_header_name(entry.first, name)) return std::string_view(entry.second);
  }
  return std::nullopt;
}

void Headers::set(std::string_view name, std::string_view value) {
  const auto same = [name](const Entry& entry) { return same_header_name(entry.first, name); };
  const auto first = std::find_if(entries_.begin(), entries_.end(), same);
  if (first == entries_.end()) {
    entries_.emplace_back(name, value);
    return;
  }
  first->second = value;
  entries_.erase(std::remove_if(first + 1, entries_.end(), same), entries_.end());
}

void Headers::add(std::string_view name, std::string_view value) {
  entries_.emplace_back(name, value);
}

void Headers::remove(std::string_view name) {
  std::erase_if(entries_,
                [name](const Entry& entry) { return same_header_name(entry.first, name); });
}

}  // namespace chatkit
