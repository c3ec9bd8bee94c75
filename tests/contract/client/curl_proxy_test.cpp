#include <gmock/gmock.h>

#include <cstdlib>

#include "requests.hpp"
#include "socket_server.hpp"

namespace chatkit::testing {
namespace {

using ::testing::StartsWith;

/// Sets a variable for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

class CurlProxy : public ::testing::Test {
 protected:
  // The machine's own proxies are not this test's.
  void SetUp() override {
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTPS_PROXY",
                             "ALL_PROXY", "NO_PROXY"}) {
      ::unsetenv(name);
    }
  }
  SocketServer proxy{echo};
};

TEST_F(CurlProxy, ComesFromTheEnvironment) {
  const Variable variable("http_proxy", proxy.url());
  CurlTransport transport;
  EXPECT_THAT(transport.send(get("http://service.invalid/v1/x")).body,
              StartsWith("GET http://service.invalid/v1/x HTTP/1.1\r\n"));
}

TEST_F(CurlProxy, IsLeftOutWhereTheEnvironmentSaysSo) {
  const SocketServer server(SocketServer::always(SocketServer::answer(200, "direct")));
  const Variable variable("http_proxy", proxy.url());
  const Variable exception("no_proxy", "127.0.0.1");
  CurlTransport transport;
  EXPECT_EQ(transport.send(get(server.url())).body, "direct");
  EXPECT_EQ(proxy.connections(), 0);
}

TEST_F(CurlProxy, ComesFromTheOptionsFirst) {
  const SocketServer server(SocketServer::always(SocketServer::answer(200, "direct")));
  const Variable variable("http_proxy", "http://127.0.0.1:1/");
  CurlTransport through({.proxy = proxy.url()});
  EXPECT_THAT(through.send(get("http://service.invalid/")).body,
              StartsWith("GET http://service.invalid/ HTTP/1.1\r\n"));
  CurlTransport none({.proxy = ""});
  EXPECT_EQ(none.send(get(server.url())).body, "direct");
}

}  // namespace
}  // namespace chatkit::testing
