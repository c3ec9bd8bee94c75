#include <gmock/gmock.h>
#include <simdjson.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "contract/conversation/protocol_schema.hpp"
#include "contract/conversation/same_json.hpp"
#include "json/protocol.hpp"
#include "unit/conversation/world.hpp"

// The golden conversations, replayed against the service on a real store, as far as their ops are
// served: a trace is left at its first op of a later part.
namespace chatkit::test {
namespace {

namespace asio = boost::asio;
using simdjson::dom::element;

const std::filesystem::path kTraces = "../shared/contract/traces";

/// One thing that the responder of a trace does.
struct Act {
  std::string event;       // an event to emit
  std::string set_thread;  // changes of the thread
  std::string raise;
  bool hang = false;
};

std::vector<Act> acts_of(element step) {
  std::vector<Act> acts;
  simdjson::dom::array responder;
  if (step.at_key("responder").get(responder) != simdjson::SUCCESS) return acts;
  for (const element entry : responder) {
    Act act;
    element value;
    if (entry.at_key("set_thread").get(value) == simdjson::SUCCESS) {
      act.set_thread = simdjson::minify(value);
    } else if (entry.at_key("raise").get(value) == simdjson::SUCCESS) {
      act.raise = std::string(std::string_view(value.get_string()));
    } else if (entry.at_key("hang").get(value) == simdjson::SUCCESS) {
      act.hang = true;
    } else {
      act.event = simdjson::minify(entry);
    }
    acts.push_back(std::move(act));
  }
  return acts;
}

responder::ThreadSettings settings_of(const std::string& json) {
  responder::ThreadSettings settings;
  const std::string title = text_at(json, "/title");
  if (!title.empty()) settings.title = title;
  const std::string type = text_at(json, "/status/type");
  if (!type.empty()) {
    ThreadStatus status;
    status.type = ThreadStatusType::from_text(type);
    const std::string reason = text_at(json, "/status/reason");
    if (!reason.empty()) status.reason = reason;
    settings.status = std::move(status);
  }
  return settings;
}

asio::awaitable<Result<void>> play(std::vector<Act> acts, TurnPtr turn) {
  for (const Act& act : acts) {
    Result<void> done;
    if (act.hang) {
      const asio::any_io_executor executor = co_await asio::this_coro::executor;
      asio::steady_timer never(executor, asio::steady_timer::time_point::max());
      co_await never.async_wait(asio::use_awaitable);
    } else if (!act.raise.empty()) {
      throw std::runtime_error(act.raise);
    } else if (!act.set_thread.empty()) {
      responder::ThreadSettings settings = settings_of(act.set_thread);
      done = co_await turn->set_thread(std::move(settings));
    } else {
      std::string json = act.event;
      // `<time>` is no time; the turn fills in what is left out.
      for (std::size_t at = 0; (at = json.find("<time>")) != std::string::npos;) {
        json.replace(at, 6, "2026-01-01T00:00:00Z");
      }
      protocol::Event event = json::read_event(json).value();
      done = co_await turn->emit(std::move(event));
    }
    if (!done) co_return done;
  }
  co_return Result<void>();
}

std::string joined(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) out += (out.size() > 1 ? "," : "") + value;
  return out + "]";
}

/// Title and status changes go out at once here, in the reference after the next event: each kind
/// is compared in its own order.
std::vector<std::string> updates_last(const std::vector<std::string>& events) {
  std::vector<std::string> others;
  std::vector<std::string> updates;
  for (const std::string& event : events) {
    (text_at(event, "/type") == "thread.updated" ? updates : others).push_back(event);
  }
  others.insert(others.end(), updates.begin(), updates.end());
  return others;
}

class Replay {
 public:
  /// False: an op that is not served yet; the rest of the trace says nothing.
  bool step(element step) {
    const std::string request = known_.filled(simdjson::minify(step.at_key("request").value()));
    static const std::set<std::string> kServed = {
        "threads.create", "threads.add_user_message", "threads.get_by_id", "threads.list",
        "items.list",     "threads.update",           "threads.delete",    "threads.nonsense"};
    if (!kServed.contains(text_at(request, "/type"))) return false;
    world_.behaviour = [acts = acts_of(step)](TurnPtr turn) { return play(acts, std::move(turn)); };
    element expected;
    if (step.at_key("error").get(expected) == simdjson::SUCCESS) {
      refused(request, std::string(std::string_view(expected.get_string())));
    } else if (step.at_key("stream").get(expected) == simdjson::SUCCESS) {
      streamed(step, request, expected);
    } else {
      const exchange::Reply reply = world_.post(caller_, request);
      EXPECT_EQ(reply.status, 200) << reply.body;
      same(expected = step.at_key("json").value(), reply.body);
    }
    if (step.at_key("stored_items_after").get(expected) == simdjson::SUCCESS) {
      same(expected, joined(world_.stored(caller_, known_.filled("<thr:1>"))));
    }
    return true;
  }

 private:
  void refused(const std::string& request, const std::string& error) {
    const exchange::Reply reply = world_.post(caller_, request);
    EXPECT_EQ(reply.status, error == "NotFoundError" ? 404 : 400) << reply.body;
    EXPECT_FALSE(text_at(reply.body, "/error/code").empty()) << reply.body;
  }

  void streamed(element step, const std::string& request, element expected) {
    EventStream stream = world_.open(caller_, request);
    std::vector<std::string> events;
    std::int64_t most = 0;
    if (step.at_key("client_disconnects_after_events").get(most) == simdjson::SUCCESS) {
      while (std::cmp_less(events.size(), most)) events.push_back(stream.next().value());
      stream.abandon();
      while (world_.service->running() > 0) world_.context.run_one();
    } else {
      events = stream.rest();
    }
    for (const std::string& event : events) {
      EXPECT_EQ(schema_.violation("StreamEvent", event), "") << event;
    }
    std::vector<std::string> wanted;
    for (const element event : expected.get_array()) wanted.push_back(simdjson::minify(event));
    simdjson::dom::parser parser;
    const std::string sorted = joined(updates_last(std::move(wanted)));
    same(parser.parse(sorted), joined(updates_last(std::move(events))));
  }

  void same(element expected, const std::string& actual) {
    simdjson::dom::parser parser;
    EXPECT_EQ(known_.difference(expected, parser.parse(actual)), "") << actual;
  }

  World world_;
  Caller caller_ = world_.add_session();
  Unknowns known_;
  ProtocolSchema schema_;
};

class Trace : public testing::TestWithParam<std::string> {};

TEST_P(Trace, IsReproduced) {
  const std::filesystem::path file = kTraces / (GetParam() + ".json");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here";
  simdjson::dom::parser parser;
  const element trace = parser.load(file.string());
  Replay replay;
  int steps = 0;
  for (const element step : trace.at_key("steps").get_array()) {
    SCOPED_TRACE("step " + std::to_string(steps));
    if (!replay.step(step)) break;
    ++steps;
  }
  EXPECT_GT(steps, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Contract, Trace,
    testing::Values("create_thread_and_stream_answer",
                    "client_disconnect_drops_empty_pending_answer",
                    "client_disconnect_persists_partial_answer_and_hidden_marker",
                    "hidden_context_is_stored_but_never_sent",
                    "responder_fails_with_unexpected_error", "title_and_status_change_mid_stream",
                    "unknown_thread_and_unknown_op", "client_tool_call_round_trip",
                    "feedback_transcribe_and_delete", "retry_after_item_removes_later_items",
                    "widget_and_custom_action", "workflow_and_tasks"),
    [](const auto& trace) { return trace.param; });

}  // namespace
}  // namespace chatkit::test
