#include "conversation/run_log.hpp"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>
#include <thread>

#include "support/run.hpp"

namespace chatkit::conversation {
namespace {

using exchange::Chunk;
using testing::ElementsAre;

Chunk chunk(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

std::vector<std::string> texts(const std::vector<Chunk>& chunks) {
  std::vector<std::string> out;
  for (const Chunk& each : chunks) out.push_back(*each);
  return out;
}

class RunLogTest : public testing::Test {
 protected:
  std::shared_ptr<LogReader> open(ReaderOptions options = ReaderOptions()) {
    return LogReader::open(log_, context_.get_executor(), std::move(options));
  }
  /// Starts a read; what it gave is in the result once it has come back.
  std::shared_ptr<std::optional<std::vector<std::string>>> read(
      const std::shared_ptr<LogReader>& reader) {
    auto result = std::make_shared<std::optional<std::vector<std::string>>>();
    boost::asio::co_spawn(
        context_, reader->next(),
        [result](std::exception_ptr, std::vector<Chunk> chunks) { *result = texts(chunks); });
    poll();
    return result;
  }
  void poll() {
    context_.restart();
    context_.poll();
  }

  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
  std::shared_ptr<RunLog> log_ = std::make_shared<RunLog>();
};

TEST_F(RunLogTest, HandsOutAllThatIsReadyAtOnce) {
  const auto reader = open();
  log_->append(chunk("1"));
  log_->append(chunk("2"));
  EXPECT_THAT(read(reader)->value(), ElementsAre("1", "2"));
  EXPECT_FALSE(reader->ended());
}

TEST_F(RunLogTest, WakesASleepingReaderOnceForAllThatIsNew) {
  const auto reader = open();
  const auto result = read(reader);
  EXPECT_FALSE(result->has_value());
  log_->append(chunk("1"));
  log_->append(chunk("2"));
  log_->append(chunk("3"));
  context_.restart();
  // The posted wake-up and the resumed read: two handlers, whatever was appended.
  EXPECT_EQ(context_.poll(), 2U);
  EXPECT_THAT(result->value(), ElementsAre("1", "2", "3"));
}

TEST_F(RunLogTest, EndsWithItsLastChunk) {
  const auto reader = open();
  log_->append(chunk("1"));
  log_->close();
  log_->append(chunk("too late"));
  EXPECT_THAT(read(reader)->value(), ElementsAre("1"));
  EXPECT_TRUE(reader->ended());
  EXPECT_TRUE(read(reader)->value().empty());
}

TEST_F(RunLogTest, TellsAnEndFromACutWhereAskedTo) {
  ReaderOptions options;
  options.end_comment = true;
  const auto reader = open(std::move(options));
  const auto result = read(reader);
  log_->close();
  poll();
  EXPECT_THAT(result->value(), ElementsAre(": end\n\n"));
}

TEST_F(RunLogTest, StartsWhereItsReaderLeftOff) {
  log_->append(chunk("1"));
  log_->append(chunk("2"));
  ReaderOptions options;
  options.position = 1;
  EXPECT_THAT(read(open(std::move(options)))->value(), ElementsAre("2"));
  EXPECT_THAT(read(open())->value(), ElementsAre("1", "2"));
}

TEST_F(RunLogTest, ReturnsWithNothingWhenWoken) {
  const auto reader = open();
  reader->wake();  // Nobody waits: nothing happens.
  const auto result = read(reader);
  EXPECT_FALSE(result->has_value());
  reader->wake();
  poll();
  EXPECT_TRUE(result->value().empty());
  EXPECT_FALSE(reader->ended());
  log_->append(chunk("1"));
  EXPECT_THAT(read(reader)->value(), ElementsAre("1"));
}

TEST_F(RunLogTest, TellsOnceThatItsReaderIsGone) {
  int told = 0;
  ReaderOptions options;
  options.abandoned = [&told] { ++told; };
  const auto reader = open(std::move(options));
  const auto result = read(reader);
  reader->abandon();
  reader->abandon();
  poll();
  EXPECT_EQ(told, 1);
  EXPECT_TRUE(result->has_value());
}

TEST_F(RunLogTest, SaysNothingOfAReaderThatLeavesAfterTheEnd) {
  int told = 0;
  ReaderOptions options;
  options.abandoned = [&told] { ++told; };
  const auto reader = open(std::move(options));
  log_->close();
  read(reader);
  reader->abandon();
  EXPECT_EQ(told, 0);
}

TEST_F(RunLogTest, ReachesAReaderOnAnotherThread) {
  const auto reader = open();
  std::thread writer([log = log_] {
    for (int i = 0; i < 1000; ++i) log->append(chunk("x"));
    log->close();
  });
  std::size_t got = 0;
  while (!reader->ended()) got += test::run_on(context_, reader->next()).size();
  writer.join();
  EXPECT_EQ(got, 1000U);
}

}  // namespace
}  // namespace chatkit::conversation
