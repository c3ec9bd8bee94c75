#pragma once

#include <boost/asio/awaitable.hpp>

#include "conversation/ops.hpp"
#include "conversation/turn_setup.hpp"

// The start of a turn: everything that can be checked is checked, then it is counted, then the run
// and what is new of the thread are stored in one transaction, and only then the stream opens.
namespace chatkit::conversation {

/// A turn of this caller, before it is known what the turn is about. Errors: unavailable (the
/// server shuts down), not_found (the session's workflow is gone), internal.
Result<TurnSetup> prepare_turn(const Core& core, const Call& call);

/// The caller's thread, if it takes new messages.
/// Errors: not_found; conflict, code `thread_not_active`.
awaitable<Result<store::Thread>> find_active_thread(CorePtr core, Call call, std::string thread_id);

/// Counts the turn, supersedes the one that runs in its thread, stores the start and opens the
/// stream. An item of the user's that is new gets its id and time here.
/// `counted` is false for input that a refusal would strand.
awaitable<exchange::Reply> begin_turn(CorePtr core, Call call, TurnSetup setup, bool counted);

}  // namespace chatkit::conversation
