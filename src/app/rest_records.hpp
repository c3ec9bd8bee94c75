#pragma once

#include <optional>
#include <string>

#include "chatkit/thread.hpp"
#include "chatkit/thread_item.hpp"
#include "store/records.hpp"

// What the REST API's answers tell, as the store keeps it.
namespace chatkit::app {

/// The API does not tell a thread's workflow: `workflow_id` is what to file it under. A title is
/// kept as the user's, so that no generated one replaces it.
store::Thread thread_record(const ChatKitThread& thread, const std::string& workflow_id);

/// Nothing for a kind of item that this version does not know.
std::optional<store::Item> item_record(const ChatKitThreadItem& item);

}  // namespace chatkit::app
