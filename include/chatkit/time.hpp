#pragma once

#include <chrono>

namespace chatkit {

/// A point in time as stored and as the conversation protocol carries it.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// A point in time as the REST API carries it: whole Unix seconds.
using UnixSeconds = std::chrono::sys_seconds;

}  // namespace chatkit
