#include "access/peer.hpp"

#include <gtest/gtest.h>

namespace chatkit::access {
namespace {

TEST(PeerNetwork, IsTheAddressItselfForIpv4) {
  EXPECT_EQ(peer_network("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(peer_network("::ffff:192.0.2.7"), "::ffff:192.0.2.7");
}

TEST(PeerNetwork, IsTheNetworkForIpv6) {
  EXPECT_EQ(peer_network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(peer_network("2001:db8:1:2::9"), "2001:db8:1:2::/64");
  EXPECT_EQ(peer_network("fe80::1%eth0"), "fe80::/64");
}

TEST(PeerNetwork, LeavesWhatIsNoAddress) {
  EXPECT_EQ(peer_network(""), "");
  EXPECT_EQ(peer_network("a:b"), "a:b");
}

}  // namespace
}  // namespace chatkit::access
