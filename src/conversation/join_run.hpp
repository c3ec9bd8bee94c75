#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "conversation/ops.hpp"

// Clients that come back to a run. Source: contract section 2, "Stop, resume, idempotency".
namespace chatkit::conversation {

/// The run that an earlier request with the same idempotency key has begun: its events, or, where
/// they are gone, the items that it stored. Nothing if there was no such request.
/// Errors: unprocessable, code `idempotency_mismatch`.
awaitable<std::optional<exchange::Reply>> join_earlier(CorePtr core, Call call);
/// The same for a key that is known to be taken.
awaitable<exchange::Reply> join_taken(CorePtr core, Call call);

/// Events of a run after those that the client names: `GET …/conversation/{run}/events`.
/// Errors: not_found; gone, code `run_log_expired`; invalid_value for another run's event id;
/// rate_limited, code `too_many_readers`.
awaitable<exchange::Reply> resume_run(CorePtr core, Call call, RunId run,
                                      std::string last_event_id);

}  // namespace chatkit::conversation
