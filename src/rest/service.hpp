#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/random.hpp"
#include "conversation/service.hpp"
#include "exchange/route.hpp"
#include "store/store.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"
#include "workflow/workflows.hpp"

namespace chatkit::rest {

/// What the REST API needs; everything outlives it.
struct ServiceParts {
  store::Store* store = nullptr;
  access::Access* access = nullptr;
  conversation::Service* conversation = nullptr;
  const workflow::Workflows* workflows = nullptr;
  const Clock* clock = nullptr;
  Random* random = nullptr;
  telemetry::Log* log = nullptr;
  telemetry::Metrics* metrics = nullptr;
  Limits limits;
};

/// The six calls and the extensions under `/v1/chatkit`.
std::vector<exchange::Route> routes(ServiceParts parts);
/// `/healthz`, `/readyz` and `/metrics`.
std::vector<exchange::Route> operating_routes(ServiceParts parts);

}  // namespace chatkit::rest
