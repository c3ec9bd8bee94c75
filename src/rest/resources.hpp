#pragma once

#include <optional>
#include <string>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "chatkit/session.hpp"
#include "chatkit/thread.hpp"
#include "chatkit/thread_item.hpp"
#include "json/rest.hpp"
#include "store/query.hpp"
#include "store/records.hpp"

// Between rows of the store and resources of the API: plain functions without I/O.
namespace chatkit::rest {

/// What a new session gets where the request is silent.
struct SessionDefaults {
  std::chrono::seconds lifetime{600};
  std::int64_t requests_per_minute = 10;
};

/// Times as the API counts them.
UnixSeconds to_seconds(Timestamp time);

/// A row from the request's body: defaults resolved, times set; without id, project and version.
store::Session session_row(const SessionCreateParams& params, const SessionDefaults& defaults,
                           Timestamp now);
/// What an update of a session changes; its expiry counts from `now`.
store::SessionChange session_change(SessionUpdateParams body, Timestamp now);
/// The API's view at `now`; a cancelled session shows no secret.
ChatSession session_resource(const store::Session& row, std::string client_secret, Timestamp now);
ChatKitThread thread_resource(const store::Thread& row);
/// The one place where a stored body becomes an item of the API. Nothing for a kind that REST does
/// not list. Errors: internal, for a body that is not an item.
Result<std::optional<ChatKitThreadItem>> item_resource(const store::Item& row,
                                                       const ThreadId& thread);
store::ThreadChange thread_change(const ThreadUpdateParams& params);

}  // namespace chatkit::rest
