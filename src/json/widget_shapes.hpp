#pragma once

#include "json/shape.hpp"

// The components of widgets. Source: widgets.schema.json; the Table family from the element's
// types.
namespace chatkit::json {

/// A root: Card, ListView or Basic.
extern const Rule kWidgetRootRule;
/// A component below a root.
extern const Rule kWidgetComponentRule;

}  // namespace chatkit::json
