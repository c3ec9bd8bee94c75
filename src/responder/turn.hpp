#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"
#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "responder/session_view.hpp"

namespace chatkit::responder {

using boost::asio::awaitable;

/// What made a turn begin.
enum class Cause { user_message, retry, client_tool_output, structured_input, custom_action };

/// What a user did with a widget.
struct Action {
  std::string type;
  /// `null` where the client sent none.
  RawJson payload;
  /// The widget item; unset where the client named none.
  std::optional<protocol::ThreadItem> sender;
};

/// What a responder may change of the thread: unset members stay. Stored, and `thread.updated` goes
/// out at once.
struct ThreadSettings {
  std::optional<std::string> title;
  std::optional<ThreadStatus> status;
  std::optional<RawJson> metadata;
  std::optional<std::vector<std::string>> allowed_image_domains;
};

/// What an answer cost, as a model's endpoint reports it; kept with the run.
struct Usage {
  std::string model;
  std::uint64_t tokens_in = 0;
  std::uint64_t tokens_out = 0;
};

/// A turn as a responder sees it: what came in, and where the answer goes.
///
/// Lives until `respond` returns; used on the turn's own executor only.
class Turn {
 public:
  virtual ~Turn() = default;

  virtual Cause cause() const = 0;
  virtual const std::string& run_id() const = 0;
  virtual const SessionView& session() const = 0;
  virtual const protocol::Thread& thread() const = 0;
  /// In full, as it is stored; clients never see it.
  virtual const RawJson& thread_metadata() const = 0;
  /// The op's own free-form metadata, an object.
  virtual const RawJson& op_metadata() const = 0;
  /// The message to answer, on a retry the old one; null where something else began the turn.
  virtual const protocol::ThreadItem* input() const = 0;
  /// Set for `custom_action` alone.
  virtual const Action* action() const = 0;

  const workflow::Workflow& workflow() const { return *session().workflow; }
  const StateVariables& state_variables() const { return session().state_variables; }
  const std::string& user() const { return session().user; }

  /// The thread so far, oldest first, hidden items included, `input` last; the newest `items_max`.
  /// On a retry it ends with the message to answer.
  virtual awaitable<Result<std::vector<protocol::ThreadItem>>> history(std::size_t items_max) = 0;
  /// The bytes of an attachment of this thread. Errors: not_found (its bytes never came too),
  /// too_large past `bytes_max`.
  virtual awaitable<Result<std::string>> read_attachment(std::string attachment_id,
                                                         std::size_t bytes_max) = 0;
  /// A signed address of an attachment's bytes that expires; for programs outside.
  virtual std::string download_url(const protocol::Attachment& attachment) const = 0;

  /// An id for an item of this thread.
  virtual std::string new_item_id() = 0;
  virtual Timestamp now() const = 0;

  /// Applies an event to the thread and sends it. `done`, `replaced` and `removed` are durable when
  /// it returns. Errors: the turn has ended or was stopped (conflict, code `turn_ended`): return.
  virtual awaitable<Result<void>> emit(protocol::Event event) = 0;
  virtual awaitable<Result<void>> set_thread(ThreadSettings settings) = 0;
  /// Adds to what is kept with the run.
  virtual void note_usage(Usage usage) = 0;

  /// Waits. Errors: as `emit`, when the turn is stopped meanwhile.
  virtual awaitable<Result<void>> sleep(std::chrono::milliseconds duration) = 0;
  virtual bool stopped() const = 0;
};

}  // namespace chatkit::responder
