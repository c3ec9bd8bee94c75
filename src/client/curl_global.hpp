#pragma once

namespace chatkit::client {

/// Initialises libcurl once for the process, from whatever thread comes first. It is never undone:
/// other parts of the program may use libcurl too.
void init_curl();

}  // namespace chatkit::client
