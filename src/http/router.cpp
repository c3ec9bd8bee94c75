#include "http/router.hpp"

#include <algorithm>
#include <utility>

namespace chatkit::http {
namespace {

constexpr std::size_t kSegmentsMax = 16;
constexpr std::array<std::string_view, 7> kMethodNames = {"GET",    "HEAD",    "POST", "PUT",
                                                          "DELETE", "OPTIONS", ""};

std::size_t index_of(exchange::Method method) noexcept { return static_cast<std::size_t>(method); }

/// The segments behind the first slash; false if there are more than any route has.
bool split(std::string_view path, std::array<std::string_view, kSegmentsMax>& out,
           std::size_t& count) {
  count = 0;
  path.remove_prefix(1);
  for (;;) {
    if (count == kSegmentsMax) return false;
    const std::size_t slash = path.find('/');
    out[count++] = path.substr(0, slash);
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

bool is_dots(std::string_view segment) noexcept { return segment == "." || segment == ".."; }

void complete_allow(Path& path) {
  for (std::size_t i = 0; i < path.by_method.size(); ++i) {
    if (path.by_method[i] == nullptr) continue;
    path.allow += std::string(kMethodNames[i]) + ", ";
    const bool has_head = path.by_method[index_of(exchange::Method::head)] != nullptr;
    if (i == index_of(exchange::Method::get) && !has_head) path.allow += "HEAD, ";
  }
  if (path.by_method[index_of(exchange::Method::options)] == nullptr) path.allow += "OPTIONS, ";
  path.allow.resize(path.allow.size() - 2);
}

}  // namespace

Router::Router(std::vector<exchange::Route> routes) : routes_(std::move(routes)) {
  for (const exchange::Route& route : routes_) {
    auto found = std::find_if(paths_.begin(), paths_.end(),
                              [&route](const Path& path) { return path.pattern == route.pattern; });
    if (found == paths_.end()) {
      found = paths_.insert(paths_.end(), Path());
      found->pattern = route.pattern;
    }
    found->by_method[index_of(route.method)] = &route;
  }
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    complete_allow(paths_[i]);
    if (paths_[i].pattern.find('{') == std::string::npos) {
      literals_.emplace(paths_[i].pattern, i);
    }
    std::array<std::string_view, kSegmentsMax> segments;
    std::size_t count = 0;
    split(paths_[i].pattern, segments, count);
    Pattern pattern;
    pattern.path = i;
    for (std::size_t at = 0; at < count; ++at) {
      Segment segment;
      segment.is_placeholder = segments[at].starts_with('{');
      segment.literal = segments[at];
      pattern.segments.push_back(std::move(segment));
    }
    patterns_.push_back(std::move(pattern));
  }
}

Result<const Path*> Router::find(std::string_view path,
                                 std::vector<std::string>& parameters) const {
  parameters.clear();
  if (const auto literal = literals_.find(path); literal != literals_.end()) {
    return &paths_[literal->second];
  }
  std::array<std::string_view, kSegmentsMax> segments;
  std::array<std::string, kSegmentsMax> decoded;
  std::size_t count = 0;
  if (path.empty() || path.front() != '/' || !split(path, segments, count)) return nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    if (segments[i].find('%') != std::string_view::npos) {
      auto text = exchange::percent_decode(segments[i], false);
      if (!text) return std::move(text).error();
      decoded[i] = *std::move(text);
      segments[i] = decoded[i];
    }
    if (is_dots(segments[i])) return nullptr;
  }
  for (const Pattern& pattern : patterns_) {
    if (pattern.segments.size() != count) continue;
    bool fits = true;
    for (std::size_t i = 0; i < count && fits; ++i) {
      const Segment& wanted = pattern.segments[i];
      fits = wanted.is_placeholder ? !segments[i].empty() : wanted.literal == segments[i];
    }
    if (!fits) continue;
    for (std::size_t i = 0; i < count; ++i) {
      if (pattern.segments[i].is_placeholder) parameters.emplace_back(segments[i]);
    }
    return &paths_[pattern.path];
  }
  return nullptr;
}

}  // namespace chatkit::http
