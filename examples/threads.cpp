// Sessions, threads and items: the API documentation's complete usage example.
//   threads [workflow id]
#include <chatkit/chatkit.hpp>
#include <iostream>

int main(int argc, char** argv) try {
  chatkit::Client client;

  // Create a session with a workflow
  auto session = client.beta.chatkit.sessions.create(
      {.user = "user_12345",
       .workflow = {.id = argc > 1 ? argv[1] : "workflow_xyz", .state_variables = {{"mode", "qa"}}},
       .rate_limits = {{.per_minute = 20}}});

  std::cout << "Session created: " << session.id << "\n";
  std::cout << "Client secret: " << session.client_secret << "\n";

  // List all threads
  auto threads = client.beta.chatkit.threads.list({.limit = 10});
  for (const auto& thread : threads.data) {
    std::cout << "Thread: " << thread.id
              << ", Created: " << thread.created_at.time_since_epoch().count() << "\n";
  }

  // Retrieve a specific thread
  if (!threads.data.empty()) {
    auto thread = client.beta.chatkit.threads.retrieve(threads.data[0].id);
    std::cout << "Thread metadata:";
    for (const auto& [name, value] : thread.metadata) std::cout << " " << name << "=" << value;
    std::cout << "\n";

    // List items in the thread
    auto items = client.beta.chatkit.threads.list_items(thread.id, {.order = chatkit::Order::asc});
    for (const auto& item : items.data) {
      std::cout << "Item: " << item.type() << " - " << item.content_text() << "\n";
    }

    // Delete thread when no longer needed
    auto deleted = client.beta.chatkit.threads.delete_(thread.id);
    std::cout << "Deleted: " << std::boolalpha << deleted.deleted << "\n";
  }

  // Cancel session
  client.beta.chatkit.sessions.cancel(session.id);
  return 0;
} catch (const chatkit::ChatKitError& error) {
  std::cerr << "threads: " << error.what() << "\n";
  return 1;
}
