#pragma once

#include <cstddef>

#include "http/connection.hpp"

namespace chatkit::http {

/// Why a request is refused before its header could be understood.
enum class Refusal { malformed, too_slow, header_too_large };

/// Answers the request whose header fills the first `head_bytes` of `in`. True: the connection
/// goes on with the next one.
awaitable<bool> answer(Connection& connection, std::size_t head_bytes);

/// Says why, as the last answer of the connection.
awaitable<void> refuse(Connection& connection, Refusal refusal);

}  // namespace chatkit::http
