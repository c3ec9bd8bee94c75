#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chatkit {

/// Whether two header names are the same: ASCII letters compare without case.
bool same_header_name(std::string_view left, std::string_view right) noexcept;

/// Orders header names without regard to case.
struct HeaderNameLess {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const noexcept;
};

/// Changes to the headers of a request: a value replaces what would be sent, `std::nullopt` removes
/// the header. Names compare without case.
using HeaderOverrides = std::map<std::string, std::optional<std::string>, HeaderNameLess>;

/// Query parameters by name. Names and values are percent-encoded when they are sent.
using QueryParams = std::map<std::string, std::string>;

/// The headers of a request or a response, in their order on the wire.
class Headers {
 public:
  using Entry = std::pair<std::string, std::string>;
  using value_type = Entry;
  using const_iterator = std::vector<Entry>::const_iterator;
  using iterator = const_iterator;

  Headers() = default;
  Headers(std::initializer_list<Entry> entries) : entries_(entries) {}
  explicit Headers(std::vector<Entry> entries) : entries_(std::move(entries)) {}

  /// The first value of `name`, or nothing. The view lives as long as this object is unchanged.
  std::optional<std::string_view> get(std::string_view name) const noexcept;
  bool has(std::string_view name) const noexcept { return get(name).has_value(); }

  /// Replaces every value of `name`, in the place of the first one.
  void set(std::string_view name, std::string_view value);
  /// Adds a value beside those that are there.
  void add(std::string_view name, std::string_view value);
  void remove(std::string_view name);
  void clear() noexcept { entries_.clear(); }
  void reserve(std::size_t count) { entries_.reserve(count); }

  std::size_t size() const noexcept { return entries_.size(); }
  const_iterator begin() const noexcept { return entries_.begin(); }
  const_iterator end() const noexcept { return entries_.end(); }

  friend bool operator==(const Headers&, const Headers&) = default;

 private:
  std::vector<Entry> entries_;
};

}  // namespace chatkit
