#include <gtest/gtest.h>

#include <cstdlib>

#include "support/tls_server.hpp"
#include "unit/outbound/exchanges.hpp"

// Certificates are checked: who is trusted, and who is not.
namespace chatkit::outbound::test {
namespace {

class OutboundTls : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!server_.is_running()) GTEST_SKIP() << "the openssl program is not here";
  }
  void TearDown() override { ::unsetenv("SSL_CERT_FILE"); }
  void trust() { ::setenv("SSL_CERT_FILE", server_.certificate().c_str(), 1); }

  /// The status of an answer, or the code of the error.
  std::string outcome(const std::string& host) {
    Client client;
    Request request;
    request.method = "GET";
    request.url = server_.url(host);
    const Result<Response> response = client.fetch(std::move(request));
    return response ? std::to_string(response->head.status) : response.error().code;
  }

  chatkit::testing::TlsServer server_;
};

TEST_F(OutboundTls, RefusesACertificateThatNobodyTrusts) {
  EXPECT_EQ(outcome("localhost"), kConnectFailed);
}

TEST_F(OutboundTls, TrustsTheFileThatTheEnvironmentNames) {
  trust();
  EXPECT_EQ(outcome("localhost"), "200");
}

TEST_F(OutboundTls, RefusesACertificateOfAnotherHost) {
  trust();
  EXPECT_EQ(outcome("127.0.0.1"), kConnectFailed);
}

}  // namespace
}  // namespace chatkit::outbound::test
