#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "requests.hpp"

// TLS against `openssl s_server` with a certificate made here: who is trusted, and who is not.
namespace chatkit::testing {
namespace {

using Kind = TransportError::Kind;

/// Starts a program; its standard output can be read from `output`.
struct Program {
  pid_t id = -1;
  int output = -1;
};

Program start(const std::vector<std::string>& words) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const pid_t id = ::fork();
  if (id == 0) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(nothing, STDERR_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  return {id, ends[0]};
}

int finish(const Program& program) {
  int status = 0;
  ::waitpid(program.id, &status, 0);
  ::close(program.output);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class CurlTls : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "chatkit_tls_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    certificate_ = folder_ / "certificate.pem";
    const std::string key = folder_ / "key.pem";
    const int made = finish(
        start({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
               "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
               "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate_}));
    if (made != 0) GTEST_SKIP() << "the openssl program is not here";
    server_ = start({"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate_, "-key",
                     key, "-www"});
    read_port();
    ASSERT_NE(port_, "");
  }

  void TearDown() override {
    ::unsetenv("SSL_CERT_FILE");
    if (server_.id > 0) {
      ::kill(server_.id, SIGTERM);
      finish(server_);
    }
    std::filesystem::remove_all(folder_);
  }

  std::optional<Kind> outcome(CurlTransport& transport, const std::string& host) {
    return failure_of(
        [&] { EXPECT_EQ(transport.send(get("https://" + host + ":" + port_ + "/")).status, 200); });
  }

  std::string certificate_;

 private:
  /// Reads `ACCEPT 127.0.0.1:port`, which it says once it listens.
  void read_port() {
    std::string said;
    char c = 0;
    while (::read(server_.output, &c, 1) == 1) {
      said.push_back(c);
      const auto at = said.find("ACCEPT ");
      if (c == '\n' && at != std::string::npos) {
        const auto colon = said.rfind(':');
        port_ = said.substr(colon + 1, said.size() - colon - 2);
        return;
      }
    }
  }

  std::filesystem::path folder_;
  Program server_;
  std::string port_;
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
