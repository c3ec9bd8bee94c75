#pragma once

#include "json/rest.hpp"
#include "rest/context.hpp"

namespace chatkit::rest {

/// A new session with its defaults, written. Errors: as POST /v1/chatkit/sessions.
awaitable<Result<store::Session>> start_session(Context context, ProjectId project,
                                                json::SessionCreateBody body);

/// POST /v1/chatkit/sessions
awaitable<Reply> create_session(Context context, Request& request);
/// POST /v1/chatkit/sessions/{session_id}, an extension: a new expiry counts from now.
awaitable<Reply> update_session(Context context, Request& request);
/// POST /v1/chatkit/sessions/{session_id}/cancel
awaitable<Reply> cancel_session(Context context, Request& request);
/// GET /v1/chatkit/sessions/{session_id}, an extension.
awaitable<Reply> retrieve_session(Context context, Request& request);

}  // namespace chatkit::rest
