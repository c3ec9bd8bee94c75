#include <gtest/gtest.h>

#include "scripted.hpp"

// The hierarchy and what an error knows. Source: STYLE's errors, issue section 6.
namespace chatkit::testing {
namespace {

class ErrorMapping : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client().with_options({.max_retries = 0});

  /// Makes a call that is answered so, and whose error must be exactly an E.
  template <class E>
  void expect(int status) {
    scripted.transport->answer(status, error_json("some_code", "some.param"));
    try {
      client.beta.chatkit.threads.retrieve("cthr_1");
      ADD_FAILURE() << status << " was no error";
    } catch (const APIStatusError& error) {
      EXPECT_EQ(typeid(error), typeid(E)) << status;
      EXPECT_EQ(error.status(), status);
    }
  }
};

TEST_F(ErrorMapping, GivesEachStatusItsClass) {
  expect<BadRequestError>(400);
  expect<AuthenticationError>(401);
  expect<PermissionDeniedError>(403);
  expect<NotFoundError>(404);
  expect<ConflictError>(409);
  expect<UnprocessableEntityError>(422);
  expect<RateLimitError>(429);
  expect<InternalServerError>(500);
  expect<InternalServerError>(503);
  expect<InternalServerError>(599);
}

TEST_F(ErrorMapping, GivesAnyOtherStatusThePlainClass) {
  for (const int status : {402, 405, 408, 410, 413, 418, 300}) expect<APIStatusError>(status);
}

TEST_F(ErrorMapping, ReadsTheErrorObject) {
  const std::string body = error_json("invalid_value", "limit");
  scripted.transport->answer(400, body, {{"x-request-id", "req_9"}, {"X-Other", "o"}});
  try {
    client.beta.chatkit.threads.retrieve("cthr_1");
    FAIL();
  } catch (const BadRequestError& error) {
    EXPECT_EQ(error.code(), "invalid_value");
    EXPECT_EQ(error.param(), "limit");
    EXPECT_EQ(error.type(), "invalid_request_error");
    EXPECT_EQ(error.request_id(), "req_9");
    EXPECT_EQ(error.body(), body);
    EXPECT_EQ(error.json(), parse_json(body));
    EXPECT_EQ(error.headers().get("x-other"), "o");
    EXPECT_EQ(error.method(), "GET");
    EXPECT_EQ(error.url(), "https://service.test/v1/chatkit/threads/cthr_1");
    EXPECT_STREQ(error.what(), "400 It is so.");
  }
}

TEST_F(ErrorMapping, TakesABodyThatIsNotJsonAsText) {
  scripted.transport->answer(502, "<html>Bad gateway</html>");
  try {
    client.beta.chatkit.threads.retrieve("cthr_1");
    FAIL();
  } catch (const InternalServerError& error) {
    EXPECT_EQ(error.body(), "<html>Bad gateway</html>");
    EXPECT_EQ(error.json(), std::nullopt);
    EXPECT_EQ(error.code(), std::nullopt);
    EXPECT_STREQ(error.what(), "502 <html>Bad gateway</html>");
  }
}

TEST_F(ErrorMapping, ShortensALongBodyInItsMessageAlone) {
  scripted.transport->answer(500, std::string(5000, 'x'));
  try {
    client.beta.chatkit.threads.retrieve("cthr_1");
    FAIL();
  } catch (const APIError& error) {
    EXPECT_EQ(error.body().size(), 5000U);
    EXPECT_LT(std::string(error.what()).size(), 600U);
  }
}

TEST_F(ErrorMapping, SurvivesErrorBodiesOfAnyShape) {
  for (const char* body : {"", "null", "[]", "{}", R"({"error":"text"})", R"({"error":null})",
                           R"({"error":{"message":5}})"}) {
    scripted.transport->answer(400, body);
    EXPECT_THROW(client.beta.chatkit.threads.retrieve("cthr_1"), BadRequestError) << body;
  }
}

TEST_F(ErrorMapping, RefusesAResultThatDoesNotFit) {
  for (const char* body : {"", "not json", "[]", R"({"object":"chatkit.thread"})",
                           R"({"id":5,"object":"chatkit.thread","created_at":1})"}) {
    scripted.transport->answer(200, body, {{"x-request-id", "req_1"}});
    try {
      client.beta.chatkit.threads.retrieve("cthr_1");
      ADD_FAILURE() << body;
    } catch (const APIResponseValidationError& error) {
      EXPECT_EQ(error.status(), 200);
      EXPECT_EQ(error.body(), body);
      EXPECT_EQ(error.request_id(), "req_1");
    }
  }
}

TEST_F(ErrorMapping, TellsTimeoutsFromOtherFailures) {
  scripted.transport->fail(TransportError::Kind::timeout);
  EXPECT_THROW(client.beta.chatkit.threads.retrieve("a"), APITimeoutError);
  scripted.transport->fail(TransportError::Kind::connection);
  try {
    client.beta.chatkit.threads.retrieve("a");
    FAIL();
  } catch (const APITimeoutError&) {
    FAIL() << "a broken connection is no timeout";
  } catch (const APIConnectionError& error) {
    EXPECT_EQ(error.body(), "");
    EXPECT_EQ(error.request_id(), std::nullopt);
  }
}

TEST_F(ErrorMapping, NeverRepeatsCredentials) {
  scripted.transport->answer(401, error_json("invalid_api_key", ""));
  try {
    client.beta.chatkit.threads.retrieve("a", {.extra_query = {{"api_key", "sk-in-query"}}});
    FAIL();
  } catch (const APIError& error) {
    EXPECT_EQ(error.url(), "https://service.test/v1/chatkit/threads/a?api_key=***");
    EXPECT_EQ(std::string(error.what()).find("sk-"), std::string::npos);
  }
}

TEST_F(ErrorMapping, OneCatchTakesThemAll) {
  scripted.transport->answer(404, "");
  EXPECT_THROW(client.beta.chatkit.threads.retrieve("a"), ChatKitError);
  EXPECT_THROW(client.beta.chatkit.threads.retrieve(""), ChatKitError);
}

}  // namespace
}  // namespace chatkit::testing
