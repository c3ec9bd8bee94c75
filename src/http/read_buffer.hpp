#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace chatkit::http {

/// The bytes read from a connection and not yet used. Holds no memory while `released`.
class ReadBuffer {
 public:
  static constexpr std::size_t kBytesUsual = 2048;

  std::string_view data() const noexcept { return {bytes_.get() + begin_, end_ - begin_}; }
  std::size_t size() const noexcept { return end_ - begin_; }
  bool empty() const noexcept { return begin_ == end_; }

  /// Makes room behind the data, so that a view of what is there may dangle.
  void make_room(std::size_t bytes) {
    if (capacity_ - end_ >= bytes) return;
    const std::size_t wanted = size() + bytes;
    if (wanted > capacity_) {
      const std::size_t grown = std::max({wanted, capacity_ * 2, kBytesUsual});
      auto larger = std::make_unique_for_overwrite<char[]>(grown);
      if (!empty()) std::memcpy(larger.get(), bytes_.get() + begin_, size());
      bytes_ = std::move(larger);
      capacity_ = grown;
    } else {
      std::memmove(bytes_.get(), bytes_.get() + begin_, size());
    }
    end_ -= begin_;
    begin_ = 0;
  }
  char* room() noexcept { return bytes_.get() + end_; }
  std::size_t room_bytes() const noexcept { return capacity_ - end_; }
  void commit(std::size_t bytes) noexcept { end_ += bytes; }
  /// What was used stays where it is until the next `make_room` or `settle`.
  void consume(std::size_t bytes) noexcept { begin_ += bytes; }
  void append(std::string_view bytes) {
    make_room(bytes.size());
    std::memcpy(room(), bytes.data(), bytes.size());
    commit(bytes.size());
  }
  /// Between two requests: starts again at the front, and gives back what one request grew.
  void settle() noexcept {
    if (!empty()) return;
    begin_ = end_ = 0;
    if (capacity_ > kBytesUsual) release();
  }
  /// Gives the memory back; only while empty.
  void release() noexcept {
    bytes_.reset();
    capacity_ = begin_ = end_ = 0;
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace chatkit::http
