#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "requests.hpp"
#include "support/tls_server.hpp"

// TLS against `openssl s_server` with a certificate made here: who is trusted, and who is not.
namespace chatkit::testing {
namespace {

using Kind = TransportError::Kind;

class CurlTls : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!server_.is_running()) GTEST_SKIP() << "the openssl program is not here";
  }
  void TearDown() override { ::unsetenv("SSL_CERT_FILE"); }

  std::optional<Kind> outcome(CurlTransport& transport, const std::string& host) {
    return failure_of([&] { EXPECT_EQ(transport.send(get(server_.url(host))).status, 200); });
  }

  TlsServer server_;
  const std::string& certificate_ = server_.certificate();
};

TEST_F(CurlTls, RefusesACertificateThatNobodyTrusts) {
  CurlTransport transport({.proxy = ""});
  EXPECT_EQ(outcome(transport, "localhost"), Kind::refused);
}

TEST_F(CurlTls, TrustsTheCertificatesItIsGiven) {
  CurlTransport transport({.proxy = "", .ca_file = certificate_});
  EXPECT_EQ(outcome(transport, "localhost"), std::nullopt);
}

TEST_F(CurlTls, TrustsTheFileThatTheEnvironmentNames) {
  ::setenv("SSL_CERT_FILE", certificate_.c_str(), 1);
  CurlTransport transport({.proxy = ""});
  EXPECT_EQ(outcome(transport, "localhost"), std::nullopt);
}

TEST_F(CurlTls, RefusesACertificateOfAnotherHost) {
  CurlTransport transport({.proxy = "", .ca_file = certificate_});
  EXPECT_EQ(outcome(transport, "127.0.0.1"), Kind::refused);
}

}  // namespace
}  // namespace chatkit::testing
