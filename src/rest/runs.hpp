#pragma once

#include "rest/context.hpp"

// What operators read of turns and of what users thought of them; extensions.
namespace chatkit::rest {

/// GET /v1/chatkit/runs: those of sessions that are traced.
awaitable<Reply> list_runs(Context context, Request& request);
/// GET /v1/chatkit/runs/{run_id}
awaitable<Reply> retrieve_run(Context context, Request& request);
/// GET /v1/chatkit/feedback
awaitable<Reply> list_feedback(Context context, Request& request);

}  // namespace chatkit::rest
