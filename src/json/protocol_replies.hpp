#pragma once

#include <string_view>

#include "base/result.hpp"
#include "chatkit/protocol/replies.hpp"

// Readers of what ops answer besides threads and pages. Lenient. Source: contract section 2.
namespace chatkit::json {

Result<protocol::CreatedAttachment> read_created_attachment(std::string_view json);
Result<protocol::SyncCustomActionResponse> read_sync_custom_action(std::string_view json);
Result<protocol::TranscriptionResult> read_transcription(std::string_view json);

}  // namespace chatkit::json
