#pragma once

#include "base/ids.hpp"
#include "store/query.hpp"
#include "store/records.hpp"

namespace chatkit::access {

/// A program with an API key: it may do everything within its project.
struct ApiCaller {
  ProjectId project;
  ApiKeyId key;
};

/// A browser with a client secret: one user, one workflow, until the session ends.
struct ClientCaller {
  store::Session session;
  /// What this caller may touch: project, user, workflow, and the history settings.
  store::Scope scope;
};

}  // namespace chatkit::access
