#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "sse/event.hpp"

namespace chatkit::sse {

/// Appends `event` to `out` as text/event-stream; `out` is untouched on error.
///
/// CR, LF and CRLF in `data` all reach the reader as LF: the format cannot carry CR.
/// Source: WHATWG HTML, "Interpreting an event stream". Cost: one pass over `data`.
/// Errors: invalid_value if `id` or `type` holds CR or LF, or `id` NUL.
Result<void> append_event(std::string& out, const Event& event);

/// Appends the comment line `: text` and a blank line. `text` holds no line end.
void append_comment(std::string& out, std::string_view text);

}  // namespace chatkit::sse
