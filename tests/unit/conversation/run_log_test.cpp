#include "conversation/run_log.hpp"

#include <gmock/gmock.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

#include "support/source_reader.hpp"

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
    return std::make_shared<LogReader>(log_, std::move(options));
  }
  test::SourceReader listen(std::shared_ptr<LogReader> reader) {
    return test::SourceReader(std::move(reader), context_);
  }
  std::size_t poll() {
    context_.restart();
    return context_.poll();
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
  EXPECT_THAT(texts(listen(reader).take()), ElementsAre("1", "2"));
  EXPECT_FALSE(reader->ended());
}

TEST_F(RunLogTest, TellsAReaderOnceForAllThatIsNew) {
  test::SourceReader reader = listen(open());
  EXPECT_TRUE(reader.take().empty());
  log_->append(chunk("1"));
  log_->append(chunk("2"));
  log_->append(chunk("3"));
  EXPECT_EQ(reader.rung(), 0);
  EXPECT_EQ(poll(), 1U);
  EXPECT_EQ(reader.rung(), 1);
  EXPECT_THAT(texts(reader.take()), ElementsAre("1", "2", "3"));
  log_->append(chunk("4"));
  EXPECT_EQ(poll(), 1U);
  EXPECT_EQ(reader.rung(), 2);
}

TEST_F(RunLogTest, TellsManyReadersInSeveralSteps) {
  constexpr std::size_t kReaders = 1000;
  std::vector<test::SourceReader> readers;
  for (std::size_t i = 0; i < kReaders; ++i) readers.push_back(listen(open()));
  log_->append(chunk("1"));
  // Other work of the thread comes in between.
  EXPECT_GT(poll(), 1U);
  for (const test::SourceReader& reader : readers) EXPECT_EQ(reader.rung(), 1);
}

TEST_F(RunLogTest, EndsWithItsLastChunk) {
  const auto reader = open();
  test::SourceReader listening = listen(reader);
  log_->append(chunk("1"));
  log_->close();
  log_->append(chunk("too late"));
  EXPECT_THAT(texts(listening.take()), ElementsAre("1"));
  EXPECT_TRUE(reader->ended());
  EXPECT_TRUE(listening.take().empty());
}

TEST_F(RunLogTest, TellsAnEndFromACutWhereAskedTo) {
  ReaderOptions options;
  options.end_comment = true;
  test::SourceReader reader = listen(open(std::move(options)));
  log_->close();
  EXPECT_EQ(poll(), 1U);
  EXPECT_EQ(reader.rung(), 1);
  EXPECT_THAT(texts(reader.take()), ElementsAre(": end\n\n"));
}

TEST_F(RunLogTest, StartsWhereItsReaderLeftOff) {
  log_->append(chunk("1"));
  log_->append(chunk("2"));
  ReaderOptions options;
  options.position = 1;
  EXPECT_THAT(texts(listen(open(std::move(options))).take()), ElementsAre("2"));
  EXPECT_THAT(texts(listen(open()).take()), ElementsAre("1", "2"));
}

TEST_F(RunLogTest, TellsOnceThatItsReaderIsGone) {
  int told = 0;
  ReaderOptions options;
  options.abandoned = [&told] { ++told; };
  const auto reader = open(std::move(options));
  test::SourceReader listening = listen(reader);
  reader->abandon();
  reader->abandon();
  EXPECT_EQ(told, 1);
  log_->append(chunk("1"));
  poll();
  EXPECT_EQ(listening.rung(), 0);
  EXPECT_TRUE(listening.take().empty());
}

TEST_F(RunLogTest, SaysNothingOfAReaderThatLeavesAfterTheEnd) {
  int told = 0;
  ReaderOptions options;
  options.abandoned = [&told] { ++told; };
  const auto reader = open(std::move(options));
  log_->close();
  listen(reader).take();
  reader->abandon();
  EXPECT_EQ(told, 0);
}

TEST_F(RunLogTest, ForgetsAReaderThatIsDestroyed) {
  {
    const test::SourceReader reader = listen(open());
  }
  const test::SourceReader other = listen(open());
  log_->append(chunk("1"));
  poll();
  EXPECT_EQ(other.rung(), 1);
  EXPECT_EQ(log_->readers(), 1U);
}

TEST_F(RunLogTest, ReachesAReaderOnAnotherThread) {
  const auto reader = open();
  test::SourceReader listening = listen(reader);
  std::thread writer([log = log_] {
    for (int i = 0; i < 1000; ++i) log->append(chunk("x"));
    log->close();
  });
  std::size_t got = 0;
  while (!reader->ended()) got += listening.next().size();
  writer.join();
  EXPECT_EQ(got, 1000U);
}

}  // namespace
}  // namespace chatkit::conversation
