#pragma once

#include "json/protocol.hpp"
#include "json/reading.hpp"

// Readers of one op's `params`. Errors: those of `read_op`.
namespace chatkit::json {

void read_message(Value& value, const OpLimits& limits, protocol::UserMessageInput& out);

void read_params(Value& value, const OpLimits& limits, ThreadsCreate& out);
void read_params(Value& value, const OpLimits& limits, ThreadsAddUserMessage& out);
void read_params(Value& value, const OpLimits& limits, ThreadsAddClientToolOutput& out);
void read_params(Value& value, const OpLimits& limits, ThreadsAddStructuredInput& out);
void read_params(Value& value, const OpLimits& limits, ThreadsRetryAfterItem& out);
void read_params(Value& value, const OpLimits& limits, ActionParams& out);
void read_params(Value& value, const OpLimits& limits, ThreadsStop& out);

void read_params(Value& value, const OpLimits& limits, ThreadsGetById& out);
void read_params(Value& value, const OpLimits& limits, ThreadsList& out);
void read_params(Value& value, const OpLimits& limits, ThreadsUpdate& out);
void read_params(Value& value, const OpLimits& limits, ThreadsDelete& out);

void read_params(Value& value, const OpLimits& limits, ItemsList& out);
void read_params(Value& value, const OpLimits& limits, ItemsFeedback& out);

void read_params(Value& value, const OpLimits& limits, AttachmentsCreate& out);
void read_params(Value& value, const OpLimits& limits, AttachmentsDelete& out);
void read_params(Value& value, const OpLimits& limits, InputTranscribe& out);

}  // namespace chatkit::json
