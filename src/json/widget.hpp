#pragma once

#include <string_view>

#include "base/result.hpp"
#include "chatkit/raw_json.hpp"

// Widgets as they are stored and sent. Source: contract section 2, rule 2; widgets.schema.json.
namespace chatkit::json {

/// How much of a widget is looked at: its root's type, its depth and its size, or everything.
enum class WidgetCheck { outline, whole };

/// Levels of JSON in a widget, its root counted.
inline constexpr int kWidgetDepthMax = 48;
inline constexpr std::size_t kWidgetBytesMax = 256U << 10U;

/// The widget without nulls (`children` excepted) and with the defaults of its actions written out.
/// What is stored, sent and given back to a responder is this same text.
/// Errors: too_large; invalid_type, invalid_value, missing_required_parameter and, where the whole
/// is checked, unknown_parameter, with a `param` such as `children[0].value`.
Result<RawJson> finish_widget(std::string_view json, WidgetCheck check);
/// The same for one component of a widget.
Result<RawJson> finish_component(std::string_view json, WidgetCheck check);

}  // namespace chatkit::json
