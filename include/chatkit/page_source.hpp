#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace chatkit {

template <class T>
class Page;

/// The list that a page belongs to: it knows how to fetch the next page. Safe from any thread.
template <class T>
class PageSource {
 public:
  virtual ~PageSource() = default;
  /// The page after the object `cursor`; `position` counts the pages of the list from 0.
  virtual Page<T> fetch(const std::string& cursor, std::size_t position) const = 0;
};

/// Throws the UsageError of a page that has no next one.
[[noreturn]] void throw_no_next_page();

template <class T>
Page<T> next_page_of(const std::shared_ptr<const PageSource<T>>& source, bool has_next,
                     const std::optional<std::string>& last_id, std::size_t position) {
  if (!has_next || source == nullptr) throw_no_next_page();
  return source->fetch(*last_id, position + 1);
}

}  // namespace chatkit
