// Creates a session for a browser, and cancels it: the API documentation's usage example.
//   create_session [workflow id]
#include <chatkit/chatkit.hpp>
#include <iostream>

int main(int argc, char** argv) try {
  chatkit::Client client;

  // Create a ChatKit session with a workflow
  auto session = client.beta.chatkit.sessions.create(
      {.user = "user_12345",
       .workflow = {.id = argc > 1 ? argv[1] : "workflow_abc123",
                    .state_variables = {{"context", "customer_support"}},
                    .version = argc > 1 ? "latest" : "v1.0"}});

  std::cout << "Session ID: " << session.id << "\n";
  std::cout << "Status: " << session.status << "\n";
  std::cout << "User: " << session.user << "\n";
  std::cout << "Expires at: " << session.expires_at.time_since_epoch().count() << "\n";

  // Cancel session when done
  auto cancelled = client.beta.chatkit.sessions.cancel(session.id);
  std::cout << "Cancelled: " << cancelled.status << "\n";
  return 0;
} catch (const chatkit::ChatKitError& error) {
  std::cerr << "create_session: " << error.what() << "\n";
  return 1;
}
