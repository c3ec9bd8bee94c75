#pragma once

#include <string>

namespace chatkit::sse {

/// One event of a text/event-stream. An empty `type` is `message`; an empty `id` is none of its
/// own.
struct Event {
  std::string data;
  std::string id;
  std::string type;
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace chatkit::sse
