#pragma once

#include <string>
#include <utility>

#include "exchange/request.hpp"

namespace chatkit::test {

/// A request's body that is all there already, or that fails as told.
class MemoryBody final : public exchange::BodyReader {
 public:
  explicit MemoryBody(Result<std::string> body) : body_(std::move(body)) {}

  boost::asio::awaitable<Result<std::string>> read_all() override {
    was_read_ = true;
    co_return body_;
  }
  bool was_read() const { return was_read_; }

 private:
  Result<std::string> body_;
  bool was_read_ = false;
};

}  // namespace chatkit::test
