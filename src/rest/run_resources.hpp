#pragma once

#include "json/rest_run.hpp"
#include "store/records.hpp"

// Runs and feedback as the API shows them: plain functions without I/O.
namespace chatkit::rest {

json::RestRun run_resource(const store::Run& row);
json::RestFeedback feedback_resource(const store::Feedback& row);

}  // namespace chatkit::rest
