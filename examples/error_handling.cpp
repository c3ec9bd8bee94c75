// Cleans up whatever goes wrong: the API documentation's best practices.
//   error_handling [workflow id]
#include <chatkit/chatkit.hpp>
#include <iostream>

int main(int argc, char** argv) try {
  chatkit::Client client;

  auto session = client.beta.chatkit.sessions.create(
      {.user = "user_abc", .workflow = {.id = argc > 1 ? argv[1] : "workflow_123"}});

  // Clean up: the guard cancels the session at the end of this scope, also when an exception
  // passes, and ignores an APIError: the session may already be cancelled.
  chatkit::SessionGuard guard(client.beta.chatkit.sessions, session.id);

  // Use session...
  std::cout << "Session: " << session.id << "\n";
  return 0;
} catch (const chatkit::APIError& error) {
  std::cerr << "error_handling: " << error.what() << "\n";
  return 1;
} catch (const chatkit::UsageError& error) {
  std::cerr << "error_handling: " << error.what() << "\n";
  return 2;
}
