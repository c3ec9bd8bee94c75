#include "support/tls_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace chatkit::testing {

TlsServer::TlsServer() {
  std::string pattern = (std::filesystem::temp_directory_path() / "chatkit_tls_XXXXXX").string();
  folder_ = ::mkdtemp(pattern.data());
  certificate_ = folder_ / "certificate.pem";
  const std::string key = folder_ / "key.pem";
  const int made = finish(
      start({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate_}));
  if (made != 0) return;
  server_ = start({"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate_, "-key",
                   key, "-www"});
  read_port();
}

TlsServer::~TlsServer() {
  if (server_.id > 0) {
    ::kill(server_.id, SIGTERM);
    finish(server_);
  }
  std::filesystem::remove_all(folder_);
}

TlsServer::Program TlsServer::start(const std::vector<std::string>& words) {
  Program program;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return program;
  program.id = ::fork();
  program.output = ends[0];
  if (program.id == 0) {
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
  return program;
}

int TlsServer::finish(const Program& program) {
  int status = 0;
  ::waitpid(program.id, &status, 0);
  ::close(program.output);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Reads `ACCEPT 127.0.0.1:port`, which it says once it listens.
void TlsServer::read_port() {
  std::string said;
  char c = 0;
  while (::read(server_.output, &c, 1) == 1) {
    said.push_back(c);
    if (c != '\n' || said.find("ACCEPT ") == std::string::npos) continue;
    const std::size_t colon = said.rfind(':');
    port_ = said.substr(colon + 1, said.size() - colon - 2);
    return;
  }
}

}  // namespace chatkit::testing
