#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>

#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// A turn that is stopped after any of its events leaves the thread as rule 6 says, whatever the
// events were and however many of them the client had read.
namespace chatkit::test {
namespace {

/// What the thread must hold after a stop, kept by a model that knows nothing of the service.
class Model {
 public:
  void added(const std::string& id) {
    pending_[id].clear();
    order_.push_back(id);
  }
  void delta(const std::string& id, std::size_t part, const std::string& text) {
    auto& parts = pending_[id];
    if (parts.size() <= part) parts.resize(part + 1);
    parts[part] += text;
  }
  void done(const std::string& id, const std::string& text) {
    stored_.push_back(id + "=" + text);
    pending_.erase(id);
  }
  /// `id=text` of every answer, as the store must have them after a stop.
  std::vector<std::string> after_stop() const {
    std::vector<std::string> all = stored_;
    for (const std::string& id : order_) {
      const auto parts = pending_.find(id);
      if (parts == pending_.end()) continue;
      std::string text;
      for (const std::string& part : parts->second) text += part + "|";
      if (text.find_first_not_of(" \n|") != std::string::npos) all.push_back(id + "=" + text);
    }
    return all;
  }

 private:
  std::map<std::string, std::vector<std::string>> pending_;
  std::vector<std::string> order_;
  std::vector<std::string> stored_;
};

/// Events drawn at random, with what they must leave behind after each of them.
struct Script {
  std::vector<protocol::Event> events;
  std::vector<std::vector<std::string>> expected;
};

class ScriptMaker {
 public:
  explicit ScriptMaker(unsigned seed) : random_(seed) {}

  Script make(std::size_t length) {
    script_.expected.push_back(model_.after_stop());
    while (script_.events.size() < length) {
      step();
      script_.expected.push_back(model_.after_stop());
    }
    return std::move(script_);
  }

 private:
  std::size_t draw(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  void step() {
    const std::size_t kind = open_.empty() ? 0 : draw(6);
    if (kind == 0) {
      open_.push_back("msg_" + std::to_string(++count_));
      model_.added(open_.back());
      script_.events.push_back(added_answer(open_.back()));
    } else if (kind == 5) {
      finish(draw(open_.size()));
    } else {
      grow(open_[draw(open_.size())]);
    }
  }
  void grow(const std::string& id) {
    static const std::string kTexts[] = {" ", "\n", "Hi ", "there", "世界", ""};
    const std::string& text = kTexts[draw(std::size(kTexts))];
    const std::size_t part = draw(3);
    protocol::Event event = text_delta(id, text);
    auto& update = std::get<protocol::ItemUpdated>(event).update;
    std::get<protocol::ContentPartTextDelta>(update).content_index =
        static_cast<std::int64_t>(part);
    model_.delta(id, part, text);
    script_.events.push_back(std::move(event));
  }
  void finish(std::size_t index) {
    const std::string id = open_[index];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
    protocol::AssistantMessage message;
    message.content.emplace_back().text = "finished";
    protocol::ItemDone done;
    done.item.id = id;
    done.item.kind = std::move(message);
    model_.done(id, "finished|");
    script_.events.emplace_back(std::move(done));
  }

  std::mt19937 random_;
  Model model_;
  Script script_;
  std::vector<std::string> open_;
  int count_ = 0;
};

Did emit_and_hang(TurnPtr turn, std::vector<protocol::Event> events) {
  Result<void> sent = co_await emit_all(turn, std::move(events));
  if (!sent) co_return sent;
  sent = co_await wait_elsewhere(turn);
  co_return sent;
}

/// `id=part|part|` of each assistant message that is stored.
std::vector<std::string> answers_in(const std::vector<std::string>& stored) {
  std::vector<std::string> answers;
  for (const std::string& item : stored) {
    if (text_at(item, "/type") != "assistant_message") continue;
    std::string text = text_at(item, "/id") + "=";
    for (int part = 0;; ++part) {
      const std::string place = "/content/" + std::to_string(part);
      if (text_at(item, place + "/type").empty()) break;
      text += text_at(item, place + "/text") + "|";
    }
    answers.push_back(std::move(text));
  }
  return answers;
}

/// Stops a turn after `emitted` events, of which the client has read all or only the first three.
void stop_after(World& world, const Script& script, std::size_t emitted, bool read_all) {
  const Caller caller = world.add_session();
  world.behaviour = [&script, emitted](TurnPtr turn) {
    const auto end = script.events.begin() + static_cast<std::ptrdiff_t>(emitted);
    return emit_and_hang(std::move(turn), std::vector(script.events.begin(), end));
  };
  EventStream stream = world.open(caller, create_op("question"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  stream.until("stream_options");
  for (std::size_t i = 0; read_all && i < emitted; ++i) ASSERT_TRUE(stream.next());
  stream.abandon();
  while (world.service->running() > 0) world.context.run_one();

  const std::vector<std::string> stored = world.stored(caller, thread);
  if (read_all) {
    EXPECT_EQ(answers_in(stored), script.expected.at(emitted));
  }
  const std::vector<std::string> types = types_of(stored);
  EXPECT_EQ(types.front(), "user_message");
  EXPECT_EQ(types.back(), "sdk_hidden_context");
  EXPECT_EQ(std::count(types.begin(), types.end(), "sdk_hidden_context"), 1);

  world.behaviour = saying("and on");
  EventStream next = world.open(caller, add_op(thread, "go on"));
  EXPECT_EQ(types_of(next.rest()).back(), "thread.item.done");
}

TEST(Stop, LeavesWhatWasSaidAtEveryPosition) {
  World world;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const Script script = ScriptMaker(seed).make(14);
    for (std::size_t emitted = 0; emitted <= script.events.size(); ++emitted) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", after " + std::to_string(emitted));
      stop_after(world, script, emitted, true);
    }
  }
}

TEST(Stop, LeavesAThreadThatGoesOnWhateverTheClientHadRead) {
  World world;
  for (unsigned seed = 100; seed <= 103; ++seed) {
    const Script script = ScriptMaker(seed).make(10);
    for (std::size_t emitted = 0; emitted <= script.events.size(); ++emitted) {
      stop_after(world, script, emitted, false);
    }
  }
}

}  // namespace
}  // namespace chatkit::test
