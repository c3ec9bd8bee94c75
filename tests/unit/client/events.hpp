#pragma once

#include <string>

// Events as the service writes them. Source: contract section 2.
namespace chatkit::testing {

inline constexpr const char* kCreated =
    R"({"type":"thread.created","thread":{"id":"cthr_1","created_at":"2026-01-01T00:00:00Z",)"
    R"("status":{"type":"active"},"metadata":{},"items":{"data":[],"has_more":false}}})";
inline constexpr const char* kOptions =
    R"({"type":"stream_options","stream_options":{"allow_cancel":true}})";
inline constexpr const char* kDelta =
    R"({"type":"thread.item.updated","item_id":"m","update":)"
    R"({"type":"assistant_message.content_part.text_delta","content_index":0,"delta":"Hé"}})";
/// The last frame to a client that can resume.
inline constexpr const char* kEnd = ": end\n\n";

inline std::string frame(const std::string& id, const std::string& data) {
  return "id: " + id + "\ndata: " + data + "\n\n";
}

}  // namespace chatkit::testing
