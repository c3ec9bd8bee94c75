#include "chatkit/server/authenticator.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "contract/embed/talking.hpp"

namespace chatkit::test {
namespace {

using server::awaitable;
using server::Identity;
using server::Turn;

/// Knows people by the name in a header, as a proxy of the host's might set it.
class ByHeader final : public server::Authenticator {
 public:
  awaitable<std::optional<Identity>> authenticate(server::AuthenticationRequest request) override {
    const std::string name(request.header("x-known-user"));
    if (name == "trouble") throw std::runtime_error("the directory is down");
    if (name.empty()) co_return std::nullopt;
    Identity identity(name, "echo");
    identity.state_variable("tone", "calm");
    co_return identity;
  }
};

class AuthenticatorTest : public ServedTest {
 protected:
  void SetUp() override {
    server().authenticate(std::make_shared<ByHeader>());
    server().respond("echo", [](Turn turn) -> awaitable<void> {
      co_await turn.say(turn.user() + ", " +
                        std::get<std::string>(turn.state_variables().at("tone")));
    });
    serve();
  }
  Conversation talk_as(const std::string& name) {
    ClientOptions made;
    made.base_url = server().url() + "/v1";
    made.max_retries = 0;
    if (!name.empty()) made.default_headers["X-Known-User"] = name;
    return Conversation("nothing-that-counts", made);
  }
};

TEST_F(AuthenticatorTest, TellsWhoChats) {
  EXPECT_EQ(said(say(talk_as("grace"), "Hello")), "grace, calm");
}

TEST_F(AuthenticatorTest, KeepsPeopleApart) {
  const auto thread = only<protocol::ThreadCreated>(say(talk_as("grace"), "Hello")).at(0).thread;
  EXPECT_EQ(talk_as("grace").get_thread(thread.id).id, thread.id);
  EXPECT_EQ(talk_as("grace").list_threads().data.size(), 1U);
  EXPECT_THROW(talk_as("alan").get_thread(thread.id), NotFoundError);
}

TEST_F(AuthenticatorTest, TurnsStrangersAway) {
  EXPECT_THROW(say(talk_as(""), "Hello"), AuthenticationError);
}

TEST_F(AuthenticatorTest, TellsNothingOfItsOwnTroubles) {
  try {
    say(talk_as("trouble"), "Hello");
    FAIL() << "there was an answer";
  } catch (const InternalServerError& error) {
    EXPECT_EQ(error.body().find("directory"), std::string::npos);
  }
}

}  // namespace
}  // namespace chatkit::test
