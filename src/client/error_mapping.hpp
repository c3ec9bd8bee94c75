#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "chatkit/errors.hpp"
#include "chatkit/response.hpp"
#include "chatkit/transport.hpp"

// From what went wrong to what is thrown; no I/O.
namespace chatkit::client {

/// What is known of a request that got no answer.
ErrorFacts facts_of(const HttpRequest& request, int retries_taken);
/// What is known of an answer; reads the body's `error` object where it has one.
ErrorFacts facts_of(const ResponseFacts& response);

/// Throws the class that belongs to the status.
[[noreturn]] void throw_status_error(const ResponseFacts& response);
/// Throws the class that belongs to the kind of failure.
[[noreturn]] void throw_transport_error(const TransportError& error, ErrorFacts facts);
[[noreturn]] void throw_connection_error(const std::string& message, ErrorFacts facts);
[[noreturn]] void throw_abort_error(ErrorFacts facts);
/// `why` says what does not fit.
[[noreturn]] void throw_validation_error(const ResponseFacts& response, const std::string& why);

}  // namespace chatkit::client
