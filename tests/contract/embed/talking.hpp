#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "chatkit/chatkit.hpp"
#include "chatkit/server/server.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::test {

/// A server of the test's own, in this process, and a client of it.
class ServedTest : public testing::Test {
 protected:
  ~ServedTest() override { stop(); }

  server::ServerOptions options() const {
    server::ServerOptions made;
    made.listen("127.0.0.1", 0).data(folder_ / "data").threads(2);
    return made;
  }
  /// The server that is not yet started.
  server::Server& server() {
    if (!server_) server_.emplace(options());
    return *server_;
  }
  void serve() {
    server().start();
    serving_ = std::thread([this] { server_->run(); });
  }
  void stop() {
    if (!serving_.joinable()) return;
    server_->stop();
    serving_.join();
  }

  Client client() {
    ClientOptions made;
    made.api_key = server().api_key();
    made.base_url = server().url() + "/v1";
    made.max_retries = 0;
    return Client(made);
  }
  /// A conversation as one user with one workflow.
  Conversation talk(const std::string& workflow) {
    const auto session =
        client().beta.chatkit.sessions.create({.user = "ada", .workflow = {.id = workflow}});
    return client().conversation(session.client_secret);
  }

  app::testing::TemporaryFolder folder_;

 private:
  std::optional<server::Server> server_;
  std::thread serving_;
};

inline std::vector<protocol::Event> all_of(ConversationStream stream) {
  std::vector<protocol::Event> events;
  for (const protocol::Event& event : stream) events.push_back(event);
  return events;
}

inline std::vector<protocol::Event> say(const Conversation& conversation, std::string text) {
  return all_of(conversation.create_thread(protocol::UserMessageInput(std::move(text))));
}

/// Those events that are of one kind.
template <class Kind>
std::vector<Kind> only(const std::vector<protocol::Event>& events) {
  std::vector<Kind> found;
  for (const protocol::Event& event : events) {
    if (const auto* one = std::get_if<Kind>(&event)) found.push_back(*one);
  }
  return found;
}

/// What the assistant has said, from its finished messages.
inline std::string said(const std::vector<protocol::Event>& events) {
  std::string text;
  for (const protocol::ItemDone& done : only<protocol::ItemDone>(events)) {
    if (std::holds_alternative<protocol::AssistantMessage>(done.item.kind)) {
      text += server::text_of(done.item);
    }
  }
  return text;
}

}  // namespace chatkit::test
