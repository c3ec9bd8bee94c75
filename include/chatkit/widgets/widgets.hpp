#pragma once

// All components of widgets.
#include "chatkit/widgets/action.hpp"
#include "chatkit/widgets/button.hpp"
#include "chatkit/widgets/chart.hpp"
#include "chatkit/widgets/difference.hpp"
#include "chatkit/widgets/inputs.hpp"
#include "chatkit/widgets/layout.hpp"
#include "chatkit/widgets/media.hpp"
#include "chatkit/widgets/roots.hpp"
#include "chatkit/widgets/table.hpp"
#include "chatkit/widgets/text.hpp"
