// A program of its own: it lowers the descriptor limit of its whole process.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "unit/http/push_source.hpp"
#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

using ::testing::Contains;

constexpr rlim_t kDescriptors = 160;

std::vector<exchange::Route> routes(const std::shared_ptr<PushSource>& source) {
  std::vector<exchange::Route> made;
  made.push_back(fixed(Method::get, "/hello", "hello"));
  made.push_back(route(Method::get, "/stream", [source](Request&) -> boost::asio::awaitable<Reply> {
    Reply reply;
    reply.stream = source;
    co_return reply;
  }));
  return made;
}

TEST(HttpDescriptors, RunningOutOfThemDoesNotEndService) {
  const rlimit low{kDescriptors, kDescriptors};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  auto source = std::make_shared<PushSource>();
  RunningServer server(routes(source));
  HttpClient stream(server.port());
  stream.send("GET /stream HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(stream.read_head().status, 200);

  std::vector<int> sockets;
  for (int i = 0; i < 10; ++i) sockets.push_back(::socket(AF_INET, SOCK_STREAM, 0));
  std::vector<int> hogs;
  for (int hog = 0; (hog = ::open("/dev/null", O_RDONLY)) >= 0;) hogs.push_back(hog);
  {
    std::vector<std::unique_ptr<HttpClient>> turned_away;
    for (const int socket : sockets) {
      turned_away.push_back(std::make_unique<HttpClient>(server.port(), socket));
      EXPECT_TRUE(turned_away.back()->connected());
    }
    for (const auto& client : turned_away) EXPECT_TRUE(client->is_closed_by_peer());
    EXPECT_THAT(server.log.lines(), Contains("http_out_of_descriptors"));
    source->push({"data: still here\n\n"});
    EXPECT_EQ(stream.read_chunk(), "data: still here\n\n");
  }
  for (const int hog : hogs) ::close(hog);

  HttpClient client(server.port());
  EXPECT_EQ(client.get("/hello").body, "hello");
  source->end();
  EXPECT_EQ(stream.read_chunk(), "");
}

}  // namespace
}  // namespace chatkit::http::test
