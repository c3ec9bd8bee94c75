#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chatkit/protocol/thread_item.hpp"
#include "responder/responder.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "workflow/registry.hpp"

namespace chatkit::conversation {

/// What a turn is made of; all of it is known before the stream opens.
struct TurnSetup {
  store::Session session;
  store::Thread thread;
  bool new_thread = false;
  responder::Cause cause = responder::Cause::user_message;
  /// The message to answer: new for `user_message`, an old one for `retry`, else unset.
  std::optional<protocol::ThreadItem> input;
  std::optional<responder::Action> action;
  /// Items that the user's input changed, such as an answered question.
  std::vector<protocol::ThreadItem> changed_items;
  /// Items that it made void.
  std::vector<ItemId> removed_items;
  /// Files that go to the thread.
  std::vector<AttachmentId> attachments;
  /// The input waits for more of its kind: the turn ends as soon as it is stored.
  bool answers_nothing = false;
  RawJson op_metadata;
  std::string locale;
  std::optional<store::IdempotencyRecord> idempotency;
  RunId run;
  workflow::WorkflowPtr workflow;
  std::shared_ptr<responder::Responder> responder;
  /// The client can come back: a lost connection stops nothing.
  bool resumable = false;
  std::string request_id;
  std::chrono::steady_clock::time_point arrived;
};

/// What made a turn begin, as its run's record says it.
std::string_view name_of(responder::Cause cause);

/// The session as responders see it.
responder::SessionView session_view(const store::Session& session, workflow::WorkflowPtr workflow,
                                    std::string locale);

}  // namespace chatkit::conversation
