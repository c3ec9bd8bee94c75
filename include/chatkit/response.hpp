#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "chatkit/headers.hpp"

namespace chatkit {

/// A result together with the id that the service gave the request: a `T` in every other way.
template <class T>
class Response : public T {
 public:
  Response() = default;
  Response(T value, std::optional<std::string> request_id)
      : T(std::move(value)), request_id_(std::move(request_id)) {}

  /// The answer's `x-request-id`: quote it when you report a problem.
  const std::optional<std::string>& request_id() const noexcept { return request_id_; }

 private:
  std::optional<std::string> request_id_;
};

/// What an answer was on the wire.
struct ResponseFacts {
  int status = 0;
  Headers headers{};
  std::string body{};
  std::string method{};
  std::string url{};  ///< Where the answer came from, after redirects.
  std::optional<std::string> request_id{};
  std::chrono::microseconds elapsed{};  ///< Of the whole call, retries and waits included.
  int retries_taken = 0;
};

/// An answer as it came, with the typed result on demand.
template <class T>
class RawResponse {
 public:
  using Parser = std::function<T(const ResponseFacts&)>;
  RawResponse(std::shared_ptr<const ResponseFacts> facts, Parser parser)
      : facts_(std::move(facts)), parser_(std::move(parser)) {}

  int status() const noexcept { return facts_->status; }
  const Headers& headers() const noexcept { return facts_->headers; }
  const std::string& body() const noexcept { return facts_->body; }
  const std::string& method() const noexcept { return facts_->method; }
  const std::string& url() const noexcept { return facts_->url; }
  const std::optional<std::string>& request_id() const noexcept { return facts_->request_id; }
  std::chrono::microseconds elapsed() const noexcept { return facts_->elapsed; }
  int retries_taken() const noexcept { return facts_->retries_taken; }

  /// The result. Errors: APIResponseValidationError.
  T parse() const { return parser_(*facts_); }

 private:
  std::shared_ptr<const ResponseFacts> facts_;
  Parser parser_;
};

}  // namespace chatkit
