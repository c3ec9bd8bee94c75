#pragma once

#include "rest/context.hpp"

namespace chatkit::rest {

/// GET /v1/chatkit/threads
awaitable<Reply> list_threads(Context context, Request& request);
/// GET /v1/chatkit/threads/{thread_id}
awaitable<Reply> retrieve_thread(Context context, Request& request);
/// POST /v1/chatkit/threads/{thread_id}, an extension.
awaitable<Reply> update_thread(Context context, Request& request);
/// DELETE /v1/chatkit/threads/{thread_id}
awaitable<Reply> delete_thread(Context context, Request& request);
/// GET /v1/chatkit/threads/{thread_id}/items
awaitable<Reply> list_items(Context context, Request& request);

}  // namespace chatkit::rest
