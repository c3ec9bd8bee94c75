#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/server/awaitable.hpp"
#include "chatkit/session.hpp"

namespace chatkit::responder {
struct Question;
}

namespace chatkit::server {

/// A question to a responder outside a turn: who asks, and about which thread.
///
/// A handle, good until it is answered.
class Aside {
 public:
  explicit Aside(std::shared_ptr<const responder::Question> question)
      : question_(std::move(question)) {}

  const std::string& session_id() const;
  const std::string& user() const;
  /// The client's preferred language, such as `de`; empty where it named none.
  const std::string& locale() const;
  const std::string& workflow_id() const;
  const StateVariables& state_variables() const;
  /// Null where it is about none.
  const protocol::Thread* thread() const;
  const RawJson& thread_metadata() const;
  /// What the client sent beside it, an object.
  const RawJson& request_metadata() const;
  /// As `Turn::history`; empty where there is no thread. Errors: TurnError.
  awaitable<std::vector<protocol::ThreadItem>> history(std::size_t items_max) const;
  std::string download_url(const protocol::Attachment& attachment) const;

 private:
  std::shared_ptr<const responder::Question> question_;
};

}  // namespace chatkit::server
