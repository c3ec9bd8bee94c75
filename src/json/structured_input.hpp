#pragma once

#include "base/result.hpp"
#include "chatkit/raw_json.hpp"
#include "json/protocol.hpp"

// The questions of a structured input item. Source: contract section 2, rules 2 and 10.
namespace chatkit::json {

/// The questions as they are kept and sent: defaults written out, nulls and unknown members gone.
/// Errors: invalid_type, invalid_value, missing_required_parameter for what is no list of
/// questions.
Result<RawJson> complete_inputs(const RawJson& inputs);

/// The questions with a user's answers: one that was left out counts as skipped, a single choice
/// keeps its first value, answers to questions that were not asked are ignored.
/// Errors: as `complete_inputs`.
Result<RawJson> answer_inputs(const RawJson& inputs, const ThreadsAddStructuredInput& submission);

}  // namespace chatkit::json
