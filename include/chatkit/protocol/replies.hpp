#pragma once

#include <map>
#include <optional>
#include <string>

#include "chatkit/protocol/thread_item.hpp"

// What ops answer besides threads, pages and events. Plain values. Source: contract section 2.
namespace chatkit::protocol {

/// Where the bytes of an attachment go: with PUT as they are, with POST as a form's field `file`.
struct AttachmentUploadDescriptor {
  std::string url{};
  std::string method = "PUT";
  std::map<std::string, std::string> headers{};
};

/// An attachment as its creation answers it. `upload_descriptor` is there until the bytes came.
struct CreatedAttachment : Attachment {
  std::optional<AttachmentUploadDescriptor> upload_descriptor{};
};

struct SyncCustomActionResponse {
  /// The widget as the action left it, where it changed.
  std::optional<ThreadItem> updated_item{};
};

struct TranscriptionResult {
  std::string text{};
};

}  // namespace chatkit::protocol
