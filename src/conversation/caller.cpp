#include "conversation/caller.hpp"

#include <string>
#include <utility>

namespace chatkit::conversation {

awaitable<Result<access::ClientCaller>> find_caller(CorePtr core, exchange::Request& request) {
  if (core->parts.authenticator) {
    Result<access::ClientCaller> caller = co_await core->parts.authenticator->authenticate(request);
    co_return caller;
  }
  std::string authorization(request.header("authorization"));
  std::string peer = request.peer_address;
  Result<access::ClientCaller> caller =
      co_await core->parts.access->authenticate_client(std::move(authorization), std::move(peer));
  co_return caller;
}

}  // namespace chatkit::conversation
