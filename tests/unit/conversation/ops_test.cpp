#include <gmock/gmock.h>

#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// Ops that are answered at once, and what is refused before any stream opens.
namespace chatkit::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::string code(const exchange::Reply& reply) { return text_at(reply.body, "/error/code"); }

std::string header(const exchange::Reply& reply, std::string_view name) {
  for (const exchange::ReplyHeader& each : reply.headers) {
    if (each.name == name) return each.value;
  }
  return "(none)";
}

class Ops : public testing::Test {
 protected:
  std::string make_thread(const Caller& caller, std::string_view text = "hello") {
    EventStream stream = world_.open(caller, create_op(text));
    const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
    stream.rest();
    return thread;
  }
  std::vector<std::string> listed(const Caller& caller) {
    std::vector<std::string> ids;
    const std::string body = list(caller);
    for (int i = 0;; ++i) {
      std::string id = text_at(body, "/data/" + std::to_string(i) + "/id");
      if (id.empty()) return ids;
      ids.push_back(std::move(id));
    }
  }
  std::string list(const Caller& caller) {
    return world_.post(caller, R"({"type":"threads.list","params":{}})").body;
  }
  void set_status(const std::string& thread, ThreadStatusType type) {
    store::ThreadChange change;
    change.status.emplace();
    change.status->type = std::move(type);
    ASSERT_TRUE(world_.run(
        world_.store->update_thread(world_.scope(caller_), ThreadId(thread), std::move(change))));
  }

  World world_;
  Caller caller_ = world_.add_session();
};

TEST_F(Ops, AuthenticateBeforeTheBodyIsLookedAt) {
  const exchange::Reply reply = world_.call("/v1/chatkit/conversation", "{", {});
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(code(reply), "invalid_client_secret");
}

TEST_F(Ops, TakeJsonAlone) {
  EXPECT_EQ(world_.post(caller_, "{}", {{"content-type", "text/plain"}}).status, 415);
  EXPECT_EQ(world_.post(caller_, "{", {{"content-type", "application/json"}}).status, 400);
}

TEST_F(Ops, AnswerTheSameAtBothPaths) {
  const Headers headers = {{"authorization", "Bearer " + caller_.secret}};
  EXPECT_EQ(world_.call("/chatkit", R"({"type":"threads.list","params":{}})", headers).body,
            R"({"data":[],"has_more":false})");
}

TEST_F(Ops, SkipDomainKeys) {
  for (const char* path :
       {"/v1/chatkit/domain_keys/verify", "/v1/chatkit/domain_keys/verify_hosted"}) {
    EXPECT_EQ(world_.call(path, "", {}).body, R"({"status":"skipped"})");
  }
}

TEST_F(Ops, RefuseAnUnknownThread) {
  for (const char* type : {"threads.get_by_id", "threads.delete", "items.list"}) {
    EXPECT_EQ(world_.post(caller_, thread_op(type, "cthr_none")).status, 404) << type;
  }
  EXPECT_EQ(world_.post(caller_, add_op("cthr_none", "x")).status, 404);
}

TEST_F(Ops, KeepUsersAndProjectsApart) {
  const std::string thread = make_thread(caller_);
  const Caller others[] = {world_.add_session({.user = "user_2"}),
                           world_.add_session({.project = "proj_b"}),
                           world_.add_session({.workflow = "other"})};
  for (const Caller& other : others) {
    EXPECT_EQ(world_.post(other, thread_op("threads.get_by_id", thread)).status, 404);
    EXPECT_EQ(world_.post(other, thread_op("items.list", thread)).status, 404);
    EXPECT_EQ(world_.post(other, thread_op("threads.delete", thread)).status, 404);
    EXPECT_EQ(world_.post(other, add_op(thread, "x")).status, 404);
    EXPECT_EQ(world_
                  .post(other, R"({"type":"threads.update","params":{"thread_id":")" + thread +
                                   R"(","title":"x"}})")
                  .status,
              404);
    EXPECT_EQ(list(other), R"({"data":[],"has_more":false})");
  }
  EXPECT_EQ(world_.post(caller_, thread_op("threads.get_by_id", thread)).status, 200);
}

TEST_F(Ops, AStrangersTurnIsNeverStopped) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  const Caller other = world_.add_session({.user = "user_2"});
  EXPECT_EQ(world_.post(other, thread_op("threads.delete", thread)).status, 404);
  EXPECT_EQ(world_.post(other, add_op(thread, "x")).status, 404);
  EXPECT_EQ(world_.service->running(), 1U);
}

TEST_F(Ops, RefuseALockedOrClosedThreadForGood) {
  const std::string thread = make_thread(caller_);
  for (const auto type : {ThreadStatusNames::Known::locked, ThreadStatusNames::Known::closed}) {
    set_status(thread, type);
    const exchange::Reply reply = world_.post(caller_, add_op(thread, "x"));
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(code(reply), "thread_not_active");
    EXPECT_EQ(header(reply, "x-should-retry"), "false");
  }
  set_status(thread, ThreadStatusNames::Known::active);
  EXPECT_EQ(world_.post(caller_, add_op(thread, "x")).status, 200);
}

TEST_F(Ops, RefuseAttachmentsWhereTheSessionTakesNoFiles) {
  const exchange::Reply reply = world_.post(
      caller_,
      R"({"type":"threads.create","params":{"input":{"content":[],"attachments":["cfile_1"],)"
      R"("inference_options":{}}}})");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(text_at(reply.body, "/error/param"), "params.input.attachments");
  EXPECT_EQ(list(caller_), R"({"data":[],"has_more":false})");
}

TEST_F(Ops, RefuseAMessageThatIsTooLong) {
  const exchange::Reply reply =
      world_.post(caller_, create_op(std::string(Limits().message_bytes_max + 1, 'x')));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(code(reply), "string_above_max_length");
}

TEST_F(Ops, FailWhereTheWorkflowHasNoResponder) {
  const Caller orphan = world_.add_session({.workflow = "orphan"});
  EXPECT_EQ(world_.post(orphan, create_op("x")).status, 500);
  const Caller lost = world_.add_session({.workflow = "removed"});
  EXPECT_EQ(world_.post(lost, create_op("x")).status, 404);
}

TEST_F(Ops, CountMessagesAgainstTheSessionsLimit) {
  const Caller caller = world_.add_session({.requests_per_minute = 2});
  EXPECT_EQ(world_.post(caller, create_op("no such thread is counted")).status, 200);
  EXPECT_EQ(world_.post(caller, add_op("cthr_none", "refused, not counted")).status, 404);
  const exchange::Reply last = world_.post(caller, create_op("two"));
  EXPECT_EQ(last.status, 200);
  EXPECT_EQ(header(last, "x-ratelimit-limit-requests"), "2");
  EXPECT_EQ(header(last, "x-ratelimit-remaining-requests"), "0");
  const exchange::Reply refused = world_.post(caller, create_op("three"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code(refused), "rate_limit_exceeded");
  EXPECT_EQ(header(refused, "x-ratelimit-remaining-requests"), "0");
  EXPECT_NE(header(refused, "x-ratelimit-reset-requests"), "(none)");
  EXPECT_THAT(refused.headers,
              Contains(testing::Field(&exchange::ReplyHeader::name,
                                      testing::AnyOf("Retry-After", "retry-after"))));
  EXPECT_EQ(world_.post(caller, R"({"type":"threads.list","params":{}})").status, 200);
  world_.clock.advance(std::chrono::seconds(61));
  EXPECT_EQ(world_.post(caller, create_op("a minute later")).status, 200);
}

TEST_F(Ops, CountReadsApart) {
  Limits limits;
  limits.session_reads_per_minute_max = 3;
  World world(limits);
  const Caller caller = world.add_session();
  const std::string op = R"({"type":"threads.list","params":{}})";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(world.post(caller, op).status, 200);
  EXPECT_EQ(world.post(caller, op).status, 429);
  EXPECT_EQ(world.post(caller, create_op("still welcome")).status, 200);
}

TEST_F(Ops, ListThreadsNewestFirstUnlessHistoryIsOff) {
  const std::string first = make_thread(caller_);
  world_.clock.advance(std::chrono::seconds(1));
  const std::string second = make_thread(caller_);
  EXPECT_THAT(listed(caller_), ElementsAre(second, first));
  const Caller recent = world_.add_session({.recent_threads = 1});
  EXPECT_THAT(listed(recent), ElementsAre(second));
  EXPECT_EQ(world_.post(recent, thread_op("threads.get_by_id", first)).status, 404);

  const Caller off = world_.add_session({.history = false});
  const std::string own = make_thread(off);
  EXPECT_EQ(list(off), R"({"data":[],"has_more":false})");
  EXPECT_EQ(world_.post(off, thread_op("threads.get_by_id", second)).status, 404);
  EXPECT_EQ(world_.post(off, thread_op("threads.get_by_id", own)).status, 200);
  EXPECT_EQ(world_.post(off, add_op(own, "go on")).status, 200);
}

Did say_much(TurnPtr turn) {
  std::vector<protocol::Event> events;
  for (int i = 0; i < 30; ++i) {
    events.push_back(done_text(*turn, "msg_" + std::to_string(i), "x"));
    protocol::ItemDone hidden;
    hidden.item.id = "hid_" + std::to_string(i);
    hidden.item.kind = protocol::HiddenContext();
    events.emplace_back(std::move(hidden));
  }
  return emit_all(std::move(turn), std::move(events));
}

TEST_F(Ops, OpenAThreadWithItsNewestItemsAscending) {
  world_.behaviour = say_much;
  const std::string thread = make_thread(caller_);
  const std::string opened = world_.post(caller_, thread_op("threads.get_by_id", thread)).body;
  EXPECT_EQ(text_at(opened, "/items/data/0/id"), "msg_10");
  EXPECT_EQ(text_at(opened, "/items/data/19/id"), "msg_29");
  EXPECT_EQ(text_at(opened, "/items/after"), "msg_10");
  EXPECT_THAT(opened, HasSubstr(R"("metadata":{})"));
  const std::string more = world_
                               .post(caller_, R"({"type":"items.list","params":{"thread_id":")" +
                                                  thread + R"(","after":"msg_10","limit":100}})")
                               .body;
  EXPECT_EQ(text_at(more, "/data/0/id"), "msg_9");
  EXPECT_EQ(text_at(more, "/data/10/type"), "user_message");
  EXPECT_EQ(text_at(more, "/after"), "");
  EXPECT_THAT(more, HasSubstr(R"("has_more":false)"));
}

TEST_F(Ops, RefuseACursorThatNeverWas) {
  const exchange::Reply reply =
      world_.post(caller_, R"({"type":"threads.list","params":{"after":"cthr_never"}})");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(code(reply), "invalid_value");
}

TEST_F(Ops, KeepTheWholeMessage) {
  EventStream stream = world_.open(
      caller_, R"({"type":"threads.create","params":{"input":{"content":[)"
               R"({"type":"input_text","text":"see "},)"
               R"({"type":"input_tag","id":"t1","text":"Ann","data":{"k":null},"group":"people"}],)"
               R"("attachments":[],"quoted_text":"before","inference_options":{"model":"m",)"
               R"("tool_choice":{"id":"search"}}}}})");
  const std::string done = stream.until("thread.item.done");
  EXPECT_EQ(text_at(done, "/item/quoted_text"), "before");
  EXPECT_EQ(text_at(done, "/item/inference_options/tool_choice/id"), "search");
  EXPECT_EQ(text_at(done, "/item/content/1/group"), "people");
  EXPECT_THAT(done, HasSubstr(R"("data":{"k":null})"));
  const auto stored = world_.stored(caller_, text_at(done, "/item/thread_id"));
  EXPECT_THAT(done, HasSubstr(stored.at(0)));
}

TEST_F(Ops, PutTheSessionsMetadataOnItsThreads) {
  const Caller caller = world_.add_session({.metadata = {{"plan", "gold"}}});
  const std::string thread = make_thread(caller);
  const auto stored = world_.run(world_.store->get_thread(world_.scope(caller), ThreadId(thread)));
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->metadata.text(), R"({"plan":"gold"})");
  EXPECT_EQ(stored->session, caller.session.id);
  EXPECT_THAT(world_.post(caller, thread_op("threads.get_by_id", thread)).body,
              HasSubstr(R"("metadata":{})"));
}

TEST_F(Ops, RefuseEmptyAndOverlongTitles) {
  const std::string thread = make_thread(caller_);
  const auto rename = [&](const std::string& title) {
    return world_.post(caller_, R"({"type":"threads.update","params":{"thread_id":")" + thread +
                                    R"(","title":")" + title + R"("}})");
  };
  EXPECT_EQ(rename(std::string(256, 'x')).status, 200);
  EXPECT_EQ(code(rename(std::string(257, 'x'))), "string_above_max_length");
  EXPECT_EQ(code(rename("")), "string_below_min_length");
}

}  // namespace
}  // namespace chatkit::test
