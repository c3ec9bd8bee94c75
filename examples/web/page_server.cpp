// The page's own server, in C++: it shows the page and makes a session for whoever asks.
//   page_server PAGE.html
// A real one knows its users: it answers only those who are signed in, with a user id of their own.
#include <httplib.h>

#include <chatkit/chatkit.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The API key stays here; the browser gets a secret for one user that soon expires.
void create_session(const chatkit::Client& client, httplib::Response& response) try {
  const auto session =
      client.beta.chatkit.sessions.create({.user = "visitor", .workflow = {.id = "demo"}});
  response.set_content(R"({"client_secret":")" + session.client_secret + R"("})",
                       "application/json");
} catch (const chatkit::ChatKitError& error) {
  std::cerr << "page_server: " << error.what() << "\n";
  response.status = 502;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::cerr << "usage: page_server PAGE.html\n";
    return 2;
  }
  const std::string page = read_file(argv[1]);
  const chatkit::Client client;  // OPENAI_API_KEY, OPENAI_BASE_URL

  httplib::Server server;
  server.Get("/", [&](const httplib::Request&, httplib::Response& response) {
    response.set_content(page, "text/html; charset=utf-8");
  });
  server.Post("/session", [&](const httplib::Request&, httplib::Response& response) {
    create_session(client, response);
  });

  const char* const wanted = std::getenv("PORT");
  int port = wanted == nullptr ? 3000 : std::atoi(wanted);
  if (port == 0) {
    port = server.bind_to_any_port("127.0.0.1");
  } else if (!server.bind_to_port("127.0.0.1", port)) {
    std::cerr << "page_server: port " << port << " is taken\n";
    return 1;
  }
  std::cout << "http://127.0.0.1:" << port << "/" << std::endl;
  return server.listen_after_bind() ? 0 : 1;
} catch (const chatkit::ChatKitError& error) {
  std::cerr << "page_server: " << error.what() << "\n";
  return 1;
}
