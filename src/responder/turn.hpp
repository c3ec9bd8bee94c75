#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"
#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/session.hpp"
#include "workflow/workflow.hpp"

namespace chatkit::responder {

using boost::asio::awaitable;

/// What a responder may change of the thread: unset members stay. Stored, and `thread.updated` goes
/// out at once.
struct ThreadSettings {
  std::optional<std::string> title;
  std::optional<ThreadStatus> status;
  std::optional<RawJson> metadata;
  std::optional<std::vector<std::string>> allowed_image_domains;
};

/// A turn as a responder sees it: what came in, and where the answer goes.
///
/// Lives until `respond` returns; used on the turn's own executor only.
class Turn {
 public:
  virtual ~Turn() = default;

  virtual const protocol::Thread& thread() const = 0;
  /// The message to answer.
  virtual const protocol::ThreadItem& input() const = 0;
  virtual const workflow::Workflow& workflow() const = 0;
  /// The session's state variables over the workflow's defaults.
  virtual const StateVariables& state_variables() const = 0;
  virtual const std::string& user() const = 0;

  /// The thread so far, oldest first, hidden items included, `input` last; the newest `items_max`.
  virtual awaitable<Result<std::vector<protocol::ThreadItem>>> history(std::size_t items_max) = 0;

  /// An id for an item of this thread.
  virtual std::string new_item_id() = 0;
  virtual Timestamp now() const = 0;

  /// Applies an event to the thread and sends it. `done`, `replaced` and `removed` are durable when
  /// it returns. Errors: the turn has ended or was stopped (conflict, code `turn_ended`): return.
  virtual awaitable<Result<void>> emit(protocol::Event event) = 0;
  virtual awaitable<Result<void>> set_thread(ThreadSettings settings) = 0;

  /// Waits. Errors: as `emit`, when the turn is stopped meanwhile.
  virtual awaitable<Result<void>> sleep(std::chrono::milliseconds duration) = 0;
  virtual bool stopped() const = 0;
};

/// Answers turns of a workflow. One serves many turns at once, on several threads.
///
/// An Error returned, or an exception thrown, fails the turn (rule 7): the user gets
/// `stream.error`, or, where the Error's code is `custom`, its message.
class Responder {
 public:
  virtual ~Responder() = default;
  virtual awaitable<Result<void>> respond(std::shared_ptr<Turn> turn) = 0;
};

}  // namespace chatkit::responder
