#pragma once

#include <boost/asio/awaitable.hpp>

#include "conversation/core.hpp"
#include "exchange/request.hpp"

namespace chatkit::conversation {

/// Who calls: by the host application's own identity where there is an authenticator, else by
/// client secret. The request belongs to the caller, who awaits at once.
/// Errors: as the authenticator's, or those of `Access::authenticate_client`.
awaitable<Result<access::ClientCaller>> find_caller(CorePtr core, exchange::Request& request);

}  // namespace chatkit::conversation
