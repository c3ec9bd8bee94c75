#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "exchange/route.hpp"

namespace chatkit::http {

/// Everything that one path pattern answers to.
struct Path {
  std::string pattern;
  /// By exchange::Method; null where the method is unknown here.
  std::array<const exchange::Route*, 7> by_method{};
  /// The value of `Allow`.
  std::string allow;
};

/// Finds the route of a path. Built once, then read by every thread.
class Router {
 public:
  explicit Router(std::vector<exchange::Route> routes);

  /// The path's entry, or null if the path is unknown. `parameters` receives the values of the
  /// placeholders, percent-decoded; a slash that came as `%2F` stays inside its segment.
  /// A `.` or `..` segment, however written, names nothing. Errors: invalid_value for a broken
  /// percent escape or U+0000.
  Result<const Path*> find(std::string_view path, std::vector<std::string>& parameters) const;

 private:
  struct Segment {
    bool is_placeholder = false;
    std::string literal;
  };
  struct Pattern {
    std::vector<Segment> segments;
    std::size_t path = 0;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>()(text);
    }
  };

  std::vector<exchange::Route> routes_;
  std::vector<Path> paths_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> literals_;
  std::vector<Pattern> patterns_;
};

}  // namespace chatkit::http
