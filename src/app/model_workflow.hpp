#pragma once

#include "app/settings.hpp"
#include "base/result.hpp"
#include "workflow/workflow.hpp"

namespace chatkit::app {

/// The built-in workflow `demo`, answered by the model that the settings name.
/// Errors: invalid_value where they name too little, or workflow files as well.
Result<workflow::Workflow> model_workflow(const Settings& settings);

}  // namespace chatkit::app
