#pragma once

#include <vector>

#include "conversation/core.hpp"
#include "exchange/route.hpp"

namespace chatkit::conversation {

/// Uploads and signed downloads. Source: contract section 2, "Files".
void add_file_routes(const CorePtr& core, std::vector<exchange::Route>& routes);

}  // namespace chatkit::conversation
