#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "access/callers.hpp"
#include "base/result.hpp"
#include "exchange/request.hpp"
#include "rest/service.hpp"

namespace chatkit::rest {

using boost::asio::awaitable;
using exchange::error_reply;
using exchange::Reply;
using exchange::Request;

/// What every handler shares; lives as long as the routes.
using Context = std::shared_ptr<const ServiceParts>;

/// What comes before everything else: the API key, then the `OpenAI-Beta` header.
/// Errors: as `Access::authenticate_key`; invalid_request with code `invalid_beta`.
awaitable<Result<access::ApiCaller>> admit(Context context, const Request& request);

/// What a body that is no JSON is refused with.
Error unsupported_body();

/// The request's body, which must say that it is JSON if it says anything.
/// Errors: unsupported_type; as `BodyReader::read_all`.
awaitable<Result<std::string>> read_json_body(const Request& request);

}  // namespace chatkit::rest
