#include "talk.hpp"

#include <iostream>
#include <stdexcept>
#include <variant>

#include "terminal.hpp"

namespace demo {
namespace {

using Clock = std::chrono::steady_clock;
namespace protocol = chatkit::protocol;

/// Takes in the events of one turn.
class Listener {
 public:
  Listener(bool aloud, Statistics& statistics) : aloud_(aloud), statistics_(statistics) {}

  void operator()(const protocol::ThreadCreated& event) { thread_id = event.thread.id; }
  void operator()(const protocol::ItemUpdated& event) {
    if (const auto* delta = std::get_if<protocol::ContentPartTextDelta>(&event.update)) {
      hear(delta->delta);
    }
  }
  void operator()(const protocol::ItemDone& event) {
    const auto* message = std::get_if<protocol::AssistantMessage>(&event.item.kind);
    if (message == nullptr || has_heard_) return;
    for (const protocol::AssistantContent& content : message->content) hear(content.text);
  }
  void operator()(const protocol::StreamError& error) {
    throw std::runtime_error("the service reports " + error.code + ": " +
                             plain(error.message.value_or("no message")));
  }
  template <class Other>
  void operator()(const Other&) {}

  void begin_turn() {
    has_heard_ = false;
    begin_ = Clock::now();
  }
  void end_turn() const {
    if (aloud_ && has_heard_) std::cout << "\n";
  }

  std::string thread_id{};

 private:
  void hear(const std::string& text) {
    if (!has_heard_) {
      has_heard_ = true;
      statistics_.first_words.push_back(
          std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_));
      if (aloud_) std::cout << "    " << green("assistant ");
    }
    statistics_.answer_bytes += text.size();
    if (aloud_) std::cout << plain(text) << std::flush;
  }

  bool aloud_;
  Statistics& statistics_;
  bool has_heard_ = false;
  Clock::time_point begin_{};
};

}  // namespace

std::string hold(const chatkit::Conversation& chat, const Conversation& conversation, bool aloud,
                 Statistics& statistics) {
  Listener listener(aloud, statistics);
  for (const std::string& turn : conversation.turns) {
    const protocol::UserMessageInput input(turn);
    if (aloud) std::cout << "    " << bold("user      ") << shorten(turn, 90) << "\n";
    listener.begin_turn();
    auto stream = listener.thread_id.empty() ? chat.create_thread(input)
                                             : chat.add_user_message(listener.thread_id, input);
    for (const protocol::Event& event : stream) {
      ++statistics.events;
      std::visit([&listener](const auto& each) { listener(each); }, event);
    }
    listener.end_turn();
    ++statistics.turns;
  }
  return listener.thread_id;
}

}  // namespace demo
