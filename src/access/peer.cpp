#include "access/peer.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace chatkit::access {

std::string peer_network(const std::string& address) {
  if (address.find(':') == std::string::npos) return address;
  in6_addr network{};
  const std::string without_zone = address.substr(0, address.find('%'));
  if (inet_pton(AF_INET6, without_zone.c_str(), &network) != 1) return address;
  // An IPv4 address in IPv6 clothes shares its /64 with all others of its kind.
  if (IN6_IS_ADDR_V4MAPPED(&network)) return address;
  std::fill(std::begin(network.s6_addr) + 8, std::end(network.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &network, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

}  // namespace chatkit::access
