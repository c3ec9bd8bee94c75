// Talks through a connection that breaks, turn after turn, and checks that every answer arrives
// whole, in order and once.
//
// Usage: resume_probe BASE_URL API_KEY TURNS. Prints what it saw as one line of JSON.

#include <chatkit/chatkit.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace {

using chatkit::protocol::AssistantMessage;
using chatkit::protocol::ContentPartTextDelta;
using chatkit::protocol::ThreadItem;

struct Seen {
  int turns = 0;
  int whole = 0;
  int as_items = 0;
  int reloaded = 0;
  int retried = 0;
};

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

std::string text_of(const ThreadItem& item) {
  const auto* message = std::get_if<AssistantMessage>(&item.kind);
  if (message == nullptr || message->content.empty()) return {};
  return message->content.front().text;
}

/// Checks one stream as it comes.
class Watcher {
 public:
  void see(const chatkit::ConversationStream& stream, const chatkit::protocol::Event& event) {
    const std::string expected = stream.run_id().value_or("") + ":" + std::to_string(++events_);
    if (stream.last_event_id() != expected) {
      fail("event " + stream.last_event_id() + " came where " + expected + " was due");
    }
    if (const auto* updated = std::get_if<chatkit::protocol::ItemUpdated>(&event)) {
      const auto* delta = std::get_if<ContentPartTextDelta>(&updated->update);
      if (delta != nullptr) streamed_ += delta->delta;
    }
    if (const auto* created = std::get_if<chatkit::protocol::ThreadCreated>(&event)) {
      thread_ = created->thread.id;
    }
    if (const auto* done = std::get_if<chatkit::protocol::ItemDone>(&event)) {
      thread_ = done->item.thread_id;
      const std::string text = text_of(done->item);
      if (!text.empty()) stored_ = text;
    }
  }
  const std::string& thread() const { return thread_; }
  bool is_whole(const std::string& expected) const {
    return streamed_ == expected && stored_ == expected;
  }
  /// The run's events were gone, and its items came instead.
  bool came_as_items(const std::string& expected) const {
    return streamed_.empty() && stored_ == expected;
  }
  bool is_empty() const { return streamed_.empty() && stored_.empty(); }
  std::string difference() const { return "streamed '" + streamed_ + "', done '" + stored_ + "'"; }

 private:
  int events_ = 0;
  std::string thread_;
  std::string streamed_;
  std::string stored_;
};

std::string some_words(std::mt19937& random) {
  static const std::vector<std::string> kWords = {"tide", "moon", "grün", "水", "a", "sail"};
  std::string text;
  for (auto count = 20 + random() % 200; count > 0; --count) {
    text += kWords[random() % kWords.size()];
    if (count > 1) text += ' ';
  }
  return text;
}

class Probe {
 public:
  explicit Probe(chatkit::Conversation conversation) : conversation_(std::move(conversation)) {}

  void turn(const std::string& text) {
    ++seen_.turns;
    Watcher watcher;
    const chatkit::protocol::UserMessageInput input("/echo " + text);
    try {
      watch(thread_.empty() ? conversation_.create_thread(input)
                            : conversation_.add_user_message(thread_, input),
            watcher);
      if (watcher.is_empty()) return reload(watcher, text);
      if (watcher.came_as_items(text)) {
        ++seen_.as_items;
      } else {
        if (!watcher.is_whole(text)) fail("the answer is not whole: " + watcher.difference());
        ++seen_.whole;
      }
    } catch (const chatkit::RunLogExpiredError&) {
      reload(watcher, text);
    }
    if (!watcher.thread().empty()) thread_ = watcher.thread();
  }
  const Seen& seen() const { return seen_; }

 private:
  static void watch(chatkit::ConversationStream stream, Watcher& watcher) {
    for (const chatkit::protocol::Event& event : stream) watcher.see(stream, event);
  }

  /// The server was gone for a while: what was answered is in the thread, or is asked for again.
  void reload(const Watcher& watcher, const std::string& text) {
    const std::string thread = watcher.thread().empty() ? thread_ : watcher.thread();
    if (thread.empty()) fail("no thread to reload");
    thread_ = thread;
    chatkit::ConversationListParams newest;
    newest.limit = 2;
    const auto page = conversation_.list_items(thread, newest);
    if (!page.data.empty() && text_of(page.data.front()) == text) {
      ++seen_.reloaded;
      return;
    }
    ++seen_.retried;
    for (const ThreadItem& item : page.data) {
      if (!std::holds_alternative<chatkit::protocol::UserMessage>(item.kind)) continue;
      Watcher again;
      watch(conversation_.retry_after_item(thread, item.id), again);
      if (!again.is_whole(text)) fail("the retried answer is not whole: " + again.difference());
      return;
    }
    fail("the message is lost");
  }

  chatkit::Conversation conversation_;
  std::string thread_;
  Seen seen_;
};

void run(const std::string& base_url, const std::string& key, int turns) {
  chatkit::ClientOptions options;
  options.base_url = base_url;
  options.api_key = key;
  options.max_retries = 10;
  const chatkit::Client client(options);
  const auto secrets = [&client] {
    const auto session = client.beta.chatkit.sessions.create(
        {.user = "probe",
         .workflow = {.id = "demo"},
         .rate_limits = {{.max_requests_per_1_minute = 100'000}}});
    chatkit::ClientSecret secret;
    secret.value = session.client_secret;
    secret.expires_at = session.expires_at;
    return secret;
  };
  std::mt19937 random(1);
  Probe probe(client.conversation(secrets));
  for (int i = 0; i < turns; ++i) probe.turn(std::to_string(i) + " " + some_words(random));
  const Seen& seen = probe.seen();
  std::cout << "{\"turns\":" << seen.turns << ",\"whole\":" << seen.whole
            << ",\"as_items\":" << seen.as_items << ",\"reloaded\":" << seen.reloaded
            << ",\"retried\":" << seen.retried << "}" << std::endl;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: resume_probe BASE_URL API_KEY TURNS\n";
    return 2;
  }
  try {
    run(arguments[1], arguments[2], std::atoi(arguments[3]));
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "resume_probe: " << failure.what() << "\n";
    return 1;
  }
}
