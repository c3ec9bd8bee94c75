#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace chatkit::testing {

/// `openssl s_server` on a free loopback port, with a certificate for `localhost` that was made for
/// it and that nobody trusts. It answers any request with a page. Gone with its files at the end.
class TlsServer {
 public:
  TlsServer();
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  /// False where there is no openssl program.
  bool is_running() const noexcept { return !port_.empty(); }
  std::string url(const std::string& host) const { return "https://" + host + ":" + port_ + "/"; }
  const std::string& certificate() const noexcept { return certificate_; }

 private:
  /// A program; its standard output can be read from `output`.
  struct Program {
    pid_t id = -1;
    int output = -1;
  };
  static Program start(const std::vector<std::string>& words);
  static int finish(const Program& program);
  void read_port();

  std::filesystem::path folder_;
  std::string certificate_;
  Program server_;
  std::string port_;
};

}  // namespace chatkit::testing
