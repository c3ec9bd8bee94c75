#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/request.hpp"

namespace chatkit::http {

/// Whose `X-Forwarded-For` is believed: addresses and networks such as `10.0.0.0/8`.
class TrustedProxies {
 public:
  /// Errors: invalid_value for what is neither an address nor a network.
  static Result<TrustedProxies> parse(const std::vector<std::string>& texts);

  bool empty() const noexcept { return networks_.empty(); }
  bool contains(const boost::asio::ip::address& address) const;

  /// The right-most untrusted address of the chain that ends at `peer`. An entry that is no
  /// address ends the search at the address on its right.
  std::string client_of(const boost::asio::ip::address& peer,
                        const std::vector<exchange::HeaderField>& fields) const;

 private:
  struct Network {
    std::vector<unsigned char> bytes;
    unsigned bits = 0;
  };
  std::vector<Network> networks_;
};

/// An IPv4 address that came mapped into IPv6 as the IPv4 address that it is.
boost::asio::ip::address unmapped(const boost::asio::ip::address& address);

}  // namespace chatkit::http
