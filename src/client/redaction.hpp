#pragma once

#include <string>
#include <string_view>

// What must not reach a log or an error message; no I/O.
namespace chatkit::client {

/// Whether a header or query parameter of this name carries a credential. Errs on the side of yes.
bool is_credential_name(std::string_view name);

/// The value of a header as it may be logged.
std::string redact_value(std::string_view name, std::string_view value);

/// A URL without user name and password, and with the values of credentials in its query masked.
std::string redact_url(std::string_view url);

}  // namespace chatkit::client
