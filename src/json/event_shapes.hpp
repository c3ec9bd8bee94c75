#pragma once

#include "json/shape.hpp"

// The events that a program outside may send in answer to a turn, with their items; the insides of
// widgets apart. Source: contract/webhook.md, conversation.schema.json.
namespace chatkit::json {

/// An event, `thread.set` included.
extern const Rule kResponderEventRule;
/// An item alone.
extern const Rule kItemRule;

}  // namespace chatkit::json
