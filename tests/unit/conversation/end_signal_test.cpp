#include "conversation/end_signal.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <thread>

#include "support/run.hpp"

namespace chatkit::conversation {
namespace {

using namespace std::chrono_literals;

TEST(EndSignal, IsSeenByThoseWhoComeLater) {
  const auto signal = std::make_shared<EndSignal>();
  signal->set();
  EXPECT_TRUE(test::run(EndSignal::wait(signal, 1h)));
}

TEST(EndSignal, WakesAWaiterFromAnotherThread) {
  const auto signal = std::make_shared<EndSignal>();
  std::thread setter([signal] { signal->set(); });
  EXPECT_TRUE(test::run(EndSignal::wait(signal, 1h)));
  setter.join();
}

TEST(EndSignal, WakesEveryWaiter) {
  boost::asio::io_context context;
  const auto signal = std::make_shared<EndSignal>();
  int woken = 0;
  for (int i = 0; i < 3; ++i) {
    boost::asio::co_spawn(context, EndSignal::wait(signal, 1h),
                          [&woken](std::exception_ptr, bool set) { woken += set ? 1 : 0; });
  }
  context.poll();
  EXPECT_EQ(woken, 0);
  signal->set();
  context.run();
  EXPECT_EQ(woken, 3);
}

TEST(EndSignal, GivesUpAfterTheTimeGiven) {
  const auto signal = std::make_shared<EndSignal>();
  EXPECT_FALSE(test::run(EndSignal::wait(signal, 0ms)));
}

}  // namespace
}  // namespace chatkit::conversation
