#pragma once

#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "exchange/route.hpp"
#include "store/store.hpp"

namespace chatkit::app {

/// What the admin routes need; everything outlives them.
struct AdminParts {
  store::Store* store = nullptr;
  access::Access* access = nullptr;
  const Clock* clock = nullptr;
  Secret token;
  /// The address that the server listens on: its own connections to it come from there, too.
  std::string own_address;
};

/// Our extension under `/admin`, for the `chatkit` program on the same machine: API keys, backup,
/// export, import and notes. They answer only a loopback peer that bears the token of server.json.
std::vector<exchange::Route> admin_routes(AdminParts parts);

}  // namespace chatkit::app
