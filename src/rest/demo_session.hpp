#pragma once

#include <string>
#include <vector>

#include "rest/service.hpp"

namespace chatkit::rest {

/// Who may have a session without a key: the demo page, on this machine alone.
struct DemoOptions {
  /// The page's origin, `http://127.0.0.1:8080`: a loopback address.
  std::string origin;
  ProjectId project;
  std::string workflow;
};

/// `POST /demo/session`: `{"client_secret", "expires_at"}` for the user `demo`.
///
/// Answers only a request that a page of this very origin made: `Host` and `Origin` are the
/// loopback address exactly, the body says that it is JSON, and no proxy has left a trace.
/// Errors: permission `demo_refused`, unsupported_type; those of a new session.
/// Source: DESIGN.md, Operating.
std::vector<exchange::Route> demo_routes(ServiceParts parts, DemoOptions options);

}  // namespace chatkit::rest
