#pragma once

#include <vector>

#include "chatkit/protocol/event.hpp"
#include "chatkit/widgets/node.hpp"

namespace chatkit::widgets {

/// What turns one state of a widget into the next, in order; nothing where they are the same.
///
/// Text that is appended to Texts and Markdowns with an `id` comes as deltas, one a component;
/// where anything else has changed, a flip of `streaming` too, the whole widget comes anew.
/// Source: contract section 2, rule 12.
std::vector<protocol::OtherUpdate> widget_updates(const Root& before, const Root& after);

}  // namespace chatkit::widgets
