#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chatkit/page_source.hpp"

namespace chatkit {

/// One page of a list, and the way to those after it. Iterating goes on to the end of the list,
/// fetching page after page; `data` is this page alone.
///
/// Lifetime: independent of the client it came from. Threads: as a container; pages of one list may
/// be used on different threads.
/// Errors of `next_page` and of iterating: those of the list call; APIResponseValidationError if
/// the service names a cursor a second time, which would never end.
template <class T>
class Page {
 public:
  class Iterator;

  std::vector<T> data{};
  std::string object = "list";
  bool has_more = false;
  std::optional<std::string> first_id{};
  std::optional<std::string> last_id{};

  const std::optional<std::string>& request_id() const noexcept { return request_id_; }

  /// False where the service says so, on an empty page, and without `last_id`.
  bool has_next_page() const noexcept {
    return has_more && !data.empty() && last_id.has_value() && !last_id->empty();
  }

  /// Fetches the page after this one, with all options of this one.
  /// Errors: UsageError if there is none.
  Page next_page() const { return next_page_of(source_, has_next_page(), last_id, position_); }

  Iterator begin() const { return data.empty() ? Iterator() : Iterator(this); }
  Iterator end() const { return Iterator(); }

  /// For those who make pages: the list it belongs to and its place there.
  void attach(std::shared_ptr<const PageSource<T>> source, std::size_t position,
              std::optional<std::string> request_id) {
    source_ = std::move(source);
    position_ = position;
    request_id_ = std::move(request_id);
  }

 private:
  std::shared_ptr<const PageSource<T>> source_;
  std::size_t position_ = 0;
  std::optional<std::string> request_id_;
};

/// Walks a whole list. A reference to an element holds until the iterator moves.
template <class T>
class Page<T>::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using iterator_concept = std::input_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = const T*;
  using reference = const T&;

  Iterator() = default;
  explicit Iterator(const Page* first) : page_(first) {}

  reference operator*() const { return page_->data[index_]; }
  pointer operator->() const { return &page_->data[index_]; }

  Iterator& operator++() {
    if (++index_ < page_->data.size()) return *this;
    index_ = 0;
    if (!page_->has_next_page()) {
      page_ = nullptr;
      return *this;
    }
    fetched_ = std::make_shared<const Page>(page_->next_page());
    page_ = fetched_->data.empty() ? nullptr : fetched_.get();
    return *this;
  }
  void operator++(int) { ++*this; }

  friend bool operator==(const Iterator& left, const Iterator& right) noexcept {
    return left.page_ == right.page_ && left.index_ == right.index_;
  }

 private:
  const Page* page_ = nullptr;
  std::size_t index_ = 0;
  std::shared_ptr<const Page> fetched_;
};

}  // namespace chatkit
