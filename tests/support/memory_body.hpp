#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "exchange/request.hpp"

namespace chatkit::test {

/// A request's body that is all there already, or that fails as told.
class MemoryBody final : public exchange::BodyReader {
 public:
  explicit MemoryBody(Result<std::string> body) : body_(std::move(body)) {}
  /// Comes in pieces of that size; then `end` follows, the end of the body where it is no error.
  MemoryBody(std::string body, std::size_t piece_bytes, Result<void> end = Result<void>())
      : body_(std::move(body)), piece_bytes_(piece_bytes), end_(std::move(end)) {}

  boost::asio::awaitable<Result<std::string>> read_all() override {
    was_read_ = true;
    co_return body_;
  }
  boost::asio::awaitable<Result<std::string>> read_some() override {
    was_read_ = true;
    if (!body_) co_return body_;
    std::string piece = body_->substr(std::min(at_, body_->size()), piece_bytes_);
    at_ += piece.size();
    if (piece.empty() && !end_) co_return end_.error();
    co_return piece;
  }
  bool was_read() const { return was_read_; }
  /// How much of it was asked for.
  std::size_t bytes_read() const { return at_; }

 private:
  Result<std::string> body_;
  std::size_t piece_bytes_ = 64U << 10U;
  Result<void> end_;
  std::size_t at_ = 0;
  bool was_read_ = false;
};

}  // namespace chatkit::test
