#pragma once

#include "rest/context.hpp"

namespace chatkit::rest {

/// GET /healthz: the process serves.
awaitable<Reply> health(Context context, Request& request);
/// GET /readyz: the store takes writes.
awaitable<Reply> readiness(Context context, Request& request);
/// GET /metrics: everything that is counted, as Prometheus text.
awaitable<Reply> metrics_text(Context context, Request& request);

}  // namespace chatkit::rest
