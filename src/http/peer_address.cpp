#include "http/peer_address.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace chatkit::http {
namespace {

namespace ip = boost::asio::ip;

std::vector<unsigned char> bytes_of(const ip::address& address) {
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  const auto bytes = address.to_v6().to_bytes();
  return {bytes.begin(), bytes.end()};
}

bool same_prefix(const std::vector<unsigned char>& a, const std::vector<unsigned char>& b,
                 unsigned bits) {
  if (a.size() != b.size()) return false;
  const std::size_t whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin())) {
    return false;
  }
  const unsigned rest = bits % 8;
  return rest == 0 || (a[whole] >> (8 - rest)) == (b[whole] >> (8 - rest));
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_forwarded_for(std::string_view name) {
  static constexpr std::string_view kName = "x-forwarded-for";
  return name.size() == kName.size() &&
         std::equal(name.begin(), name.end(), kName.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

}  // namespace

ip::address unmapped(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& texts) {
  TrustedProxies proxies;
  for (const std::string& text : texts) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    boost::system::error_code ec;
    const ip::address address = ip::make_address(text.substr(0, slash), ec);
    Network network;
    if (!ec) network.bytes = bytes_of(address);
    const auto bits_max = static_cast<unsigned>(network.bytes.size() * 8);
    network.bits = bits_max;
    bool valid = !ec;
    if (slash < text.size()) {
      const char* const end = text.data() + text.size();
      const auto parsed = std::from_chars(text.data() + slash + 1, end, network.bits);
      valid = valid && parsed.ec == std::errc() && parsed.ptr == end && network.bits <= bits_max;
    }
    if (!valid) {
      return invalid_value("trusted_proxies", "'" + text + "' is no address and no network.");
    }
    proxies.networks_.push_back(std::move(network));
  }
  return proxies;
}

bool TrustedProxies::contains(const ip::address& address) const {
  const std::vector<unsigned char> bytes = bytes_of(unmapped(address));
  return std::any_of(networks_.begin(), networks_.end(), [&bytes](const Network& network) {
    return same_prefix(network.bytes, bytes, network.bits);
  });
}

std::string TrustedProxies::client_of(const ip::address& peer,
                                      const std::vector<exchange::HeaderField>& fields) const {
  ip::address client = unmapped(peer);
  for (std::size_t i = fields.size(); i-- > 0;) {
    if (!is_forwarded_for(fields[i].name)) continue;
    std::string_view rest = fields[i].value;
    while (!rest.empty()) {
      if (!contains(client)) return client.to_string();
      const std::size_t comma = rest.rfind(',');
      const std::size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
      boost::system::error_code ec;
      const ip::address next = ip::make_address(std::string(trim(rest.substr(begin))), ec);
      if (ec) return client.to_string();
      client = unmapped(next);
      rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
    }
  }
  return client.to_string();
}

}  // namespace chatkit::http
