// A program of somebody else's: answers conversations with the installed libraries, and holds one.
#include <chatkit/chatkit.hpp>
#include <chatkit/server/server.hpp>
#include <chatkit/widgets/widgets.hpp>
#include <iostream>
#include <string>
#include <thread>
#include <variant>

namespace {

using chatkit::server::awaitable;
using chatkit::server::Turn;

awaitable<void> answer(Turn& turn) {
  chatkit::widgets::Card card;
  card.child(chatkit::widgets::Text("Hello, " + turn.user()));
  co_await turn.show(card);
  co_await turn.say("You said: " + turn.input_text());
}

/// What the assistant said to `text`.
std::string said_to(const chatkit::Client& client, const std::string& text) {
  const auto session =
      client.beta.chatkit.sessions.create({.user = "ada", .workflow = {.id = "echo"}});
  std::string said;
  const auto conversation = client.conversation(session.client_secret);
  for (const auto& event : conversation.create_thread(chatkit::protocol::UserMessageInput(text))) {
    const auto* done = std::get_if<chatkit::protocol::ItemDone>(&event);
    if (done == nullptr) continue;
    if (std::holds_alternative<chatkit::protocol::AssistantMessage>(done->item.kind)) {
      said += chatkit::server::text_of(done->item);
    }
  }
  return said;
}

}  // namespace

int main() {
  chatkit::server::ServerOptions options;
  options.listen("127.0.0.1", 0).data("data");
  chatkit::server::Server server(options);
  server.respond("echo", answer);
  server.start();
  std::thread serving([&server] { server.run(); });
  chatkit::ClientOptions client;
  client.api_key = server.api_key();
  client.base_url = server.url() + "/v1";
  std::string said;
  try {
    said = said_to(chatkit::Client(client), "Is it raining?");
  } catch (const std::exception& error) {
    std::cerr << "consumer: " << error.what() << "\n";
  }
  server.stop();
  serving.join();
  if (said != "You said: Is it raining?") {
    std::cerr << "consumer: the assistant said '" << said << "'\n";
    return 1;
  }
  std::cout << "libchatkit-server " << chatkit::version << " works\n";
  return 0;
}
