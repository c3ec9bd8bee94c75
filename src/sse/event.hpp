#pragma once

#include <string>

namespace chatkit::sse {

/// One event of a text/event-stream. An empty `type` is `message`; `has_id` tells an id that was
/// set to nothing from one that was not there.
struct Event {
  std::string data;
  std::string id;
  std::string type;
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace chatkit::sse
