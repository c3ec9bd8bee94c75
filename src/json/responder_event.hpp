#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"
#include "json/widget.hpp"

// What a program outside sends while it answers a turn. Source: contract/webhook.md, "Answer".
namespace chatkit::json {

/// `thread.set`: changes of the thread; unset members stay.
struct ThreadSet {
  std::optional<std::string> title;
  std::optional<ThreadStatus> status;
  std::optional<RawJson> metadata;
  std::optional<std::vector<std::string>> allowed_image_domains;
};
using ResponderEvent = std::variant<protocol::Event, ThreadSet>;

/// What an item gets that comes without it.
struct ItemDefaults {
  std::string thread_id;
  Timestamp created_at{};
  std::function<std::string()> new_id;
};

inline constexpr std::size_t kThreadMetadataBytesMax = 16U << 10U;
inline constexpr std::size_t kImageDomainsMax = 100;
inline constexpr std::size_t kImageDomainBytesMax = 253;

/// Fills in an item's id, thread and time, finishes widgets, then checks the event strictly.
/// Errors: invalid_json, or the first thing that does not fit, with its `param`: an unknown type or
/// member, a missing or wrong one. Events that only the service sends are unknown here.
Result<ResponderEvent> read_responder_event(std::string_view json, const ItemDefaults& defaults,
                                            WidgetCheck widgets);

/// The same for an item alone.
Result<protocol::ThreadItem> read_responder_item(std::string_view json,
                                                 const ItemDefaults& defaults, WidgetCheck widgets);

}  // namespace chatkit::json
