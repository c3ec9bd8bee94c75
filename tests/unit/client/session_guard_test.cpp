#include <gtest/gtest.h>

#include "scripted.hpp"

namespace chatkit::testing {
namespace {

class Guard : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();
  std::size_t calls() const { return scripted.transport->sent.size(); }
};

TEST_F(Guard, CancelsAtTheEndOfItsScope) {
  scripted.transport->answer(200, kSessionJson);
  {
    const SessionGuard guard(client.beta.chatkit.sessions, "cksess_1");
    EXPECT_EQ(calls(), 0U);
  }
  ASSERT_EQ(calls(), 1U);
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/sessions/cksess_1/cancel");
}

TEST_F(Guard, CancelsWhenAnExceptionPasses) {
  scripted.transport->answer(200, kSessionJson);
  EXPECT_THROW(
      {
        const SessionGuard guard(client.beta.chatkit.sessions, "cksess_1");
        throw std::runtime_error("work failed");
      },
      std::runtime_error);
  EXPECT_EQ(calls(), 1U);
}

TEST_F(Guard, IgnoresAFailureAndDoesNotRepeatIt) {
  scripted.transport->answer(503, "");
  {
    const SessionGuard guard(client.beta.chatkit.sessions, "cksess_1");
  }
  EXPECT_EQ(calls(), 1U);
  scripted.transport->fail(TransportError::Kind::connection);
  {
    const SessionGuard guard(client.beta.chatkit.sessions, "cksess_1");
  }
  EXPECT_EQ(calls(), 2U);
}

TEST_F(Guard, LetsAReleasedSessionLive) {
  {
    SessionGuard guard(client.beta.chatkit.sessions, "cksess_1");
    guard.release();
  }
  EXPECT_EQ(calls(), 0U);
}

TEST_F(Guard, CancelsOnceHoweverItIsMovedOrAsked) {
  scripted.transport->answer(200, kSessionJson);
  {
    SessionGuard guard(client.beta.chatkit.sessions, "cksess_1");
    SessionGuard other(std::move(guard));
    EXPECT_EQ(other.cancel().id, "cksess_1");
  }
  EXPECT_EQ(calls(), 1U);
}

}  // namespace
}  // namespace chatkit::testing
