#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<Sent> every_call() {
  return {Sent{Method::post, "/v1/chatkit/sessions", "{}"},
          Sent{Method::get, "/v1/chatkit/sessions/s"},
          Sent{Method::post, "/v1/chatkit/sessions/s", "{"},
          Sent{Method::post, "/v1/chatkit/sessions/s/cancel"},
          Sent{Method::get, "/v1/chatkit/runs?limit=x"},
          Sent{Method::get, "/v1/chatkit/runs/r"},
          Sent{Method::get, "/v1/chatkit/feedback?limit=x"},
          Sent{Method::get, "/v1/chatkit/threads?limit=x"},
          Sent{Method::get, "/v1/chatkit/threads/t"},
          Sent{Method::post, "/v1/chatkit/threads/t", "{"},
          Sent{Method::delete_, "/v1/chatkit/threads/t"},
          Sent{Method::get, "/v1/chatkit/threads/t/items?limit=x"}};
}

std::string header_of(const exchange::Reply& reply, std::string_view name) {
  for (const auto& header : reply.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

class Admission : public RestApi {};

TEST_F(Admission, ChecksTheKeyBeforeEverythingElse) {
  for (Sent sent : every_call()) {
    sent.headers = {{"Authorization", "Bearer sk-ck-ab" + std::string(42, '0') + "1b2c"},
                    {"OpenAI-Beta", "assistants=v2"},
                    {"Content-Type", "text/plain"}};
    const auto reply = send(sent);
    EXPECT_EQ(summary(reply), "401 invalid_api_key -") << sent.target;
    EXPECT_EQ(header_of(reply, "WWW-Authenticate"), "Bearer realm=\"OpenAI API\"");
    EXPECT_THAT(reply.body, HasSubstr("sk-ck-ab***************1b2c"));
    EXPECT_EQ(error_of(reply).type, "invalid_request_error");
  }
}

TEST_F(Admission, AsksForAKeyWhereNoneIsSent) {
  for (Sent sent : every_call()) {
    sent.headers = {{"Authorization", ""}};
    const auto reply = send(sent);
    EXPECT_EQ(summary(reply), "401 invalid_api_key -") << sent.target;
    EXPECT_THAT(reply.body, HasSubstr("No API key was provided"));
  }
}

TEST_F(Admission, RefusesAClientSecret) {
  const auto session =
      session_of(post("/v1/chatkit/sessions", R"({"user":"ada","workflow":{"id":"wf"}})"));
  for (Sent sent : every_call()) {
    sent.headers = {{"Authorization", "Bearer " + session.client_secret}};
    EXPECT_EQ(summary(send(sent)), "401 invalid_api_key -") << sent.target;
  }
}

TEST_F(Admission, ChecksTheBetaBeforeTheRequest) {
  for (Sent sent : every_call()) {
    sent.headers = {{"OpenAI-Beta", "chatkit_beta=v2"}};
    EXPECT_EQ(summary(send(sent)), "400 invalid_beta OpenAI-Beta") << sent.target;
  }
}

TEST_F(Admission, TakesOurBetaAmongOthersAndNoneAtAll) {
  for (const char* value : {"chatkit_beta=v1", "assistants=v2, chatkit_beta=v1", "", " "}) {
    const auto reply = send(Sent{Method::get, "/v1/chatkit/threads", "", {{"openai-beta", value}}});
    EXPECT_EQ(reply.status, 200) << value;
  }
  const auto two_headers =
      send(Sent{Method::get,
                "/v1/chatkit/threads",
                "",
                {{"OpenAI-Beta", "assistants=v2"}, {"OpenAI-Beta", "chatkit_beta=v1"}}});
  EXPECT_EQ(two_headers.status, 200);
}

TEST_F(Admission, IgnoresOrganizationAndProject) {
  add_thread("t", "ada");
  const auto reply = send(Sent{Method::get,
                               "/v1/chatkit/threads/t",
                               "",
                               {{"OpenAI-Organization", "org-1"}, {"OpenAI-Project", "p2"}}});
  EXPECT_EQ(reply.status, 200);
}

TEST_F(Admission, StopsAfter60FailuresOfOneAddress) {
  const Sent wrong{Method::get, "/v1/chatkit/threads", "", {{"Authorization", "Bearer wrong"}}};
  for (int i = 0; i < 60; ++i) ASSERT_EQ(send(wrong).status, 401);
  const auto refused = send(wrong);
  EXPECT_EQ(summary(refused), "429 rate_limit_exceeded -");
  EXPECT_EQ(header_of(refused, "Retry-After"), "60");
  EXPECT_EQ(error_of(refused).type, "rate_limit_error");
}

TEST_F(Admission, HidesTheObjectsOfOtherProjects) {
  add_thread("t", "ada", 2);
  const std::string session =
      session_of(post("/v1/chatkit/sessions", R"({"user":"ada","workflow":{"id":"wf"}})")).id;
  const std::vector<Sent> calls = {
      Sent{Method::get, "/v1/chatkit/sessions/" + session},
      Sent{Method::post, "/v1/chatkit/sessions/" + session, R"({"expires_after":1})"},
      Sent{Method::post, "/v1/chatkit/sessions/" + session + "/cancel"},
      Sent{Method::get, "/v1/chatkit/threads/t"},
      Sent{Method::post, "/v1/chatkit/threads/t", R"({"title":"mine"})"},
      Sent{Method::delete_, "/v1/chatkit/threads/t"},
      Sent{Method::get, "/v1/chatkit/threads/t/items"}};
  for (const Sent& sent : calls) {
    EXPECT_EQ(summary(send_as_other_project(sent)), "404 not_found -") << sent.target;
  }
  EXPECT_THAT(thread_ids(send_as_other_project(Sent{Method::get, "/v1/chatkit/threads"})),
              IsEmpty());
  EXPECT_EQ(summary(send_as_other_project(Sent{Method::get, "/v1/chatkit/threads?after=t"})),
            "400 invalid_value after");

  EXPECT_THAT(conversation_.stopped, IsEmpty()) << "no turn of another project is stopped";
  EXPECT_EQ(session_of(get("/v1/chatkit/sessions/" + session)).status.text(), "active");
  EXPECT_FALSE(thread_of(get("/v1/chatkit/threads/t")).title.has_value());
}

TEST_F(Admission, AnswersUnknownObjectsAs404WithTheirId) {
  const auto reply = get("/v1/chatkit/threads/cthr_missing");
  EXPECT_EQ(summary(reply), "404 not_found -");
  EXPECT_THAT(reply.body, HasSubstr("cthr_missing"));
  EXPECT_EQ(summary(get("/v1/chatkit/sessions/nope")), "404 not_found -");
  EXPECT_EQ(summary(get("/v1/chatkit/threads/nope/items")), "404 not_found -");
  EXPECT_EQ(summary(remove("/v1/chatkit/threads/nope")), "404 not_found -");
  EXPECT_EQ(summary(post("/v1/chatkit/sessions/nope/cancel", "")), "404 not_found -");
  EXPECT_EQ(summary(post("/v1/chatkit/sessions/nope", "{}")), "404 not_found -");
  EXPECT_EQ(summary(get("/v1/chatkit/runs/nope")), "404 not_found -");
}

TEST_F(Admission, RevokingAKeyTakesEffectOnceItIsForgotten) {
  const auto keys = test::run(store_->list_api_keys(ProjectId("p1")));
  ASSERT_EQ(get("/v1/chatkit/threads").status, 200);
  ASSERT_TRUE(test::run(store_->revoke_api_key(ProjectId("p1"), keys->front().id, clock_.now()))
                  .has_value());
  access_->forget_keys();
  const auto reply = get("/v1/chatkit/threads");
  EXPECT_EQ(summary(reply), "401 invalid_api_key -");
  EXPECT_THAT(reply.body, Not(HasSubstr(key_)));
}

}  // namespace
}  // namespace chatkit::rest
