#pragma once

#include <string>

namespace chatkit::access {

/// The name under which failures of an address are counted: an IPv4 address is itself, an IPv6
/// address is its /64, since one customer holds that whole network.
std::string peer_network(const std::string& address);

}  // namespace chatkit::access
