// Says how long tokens take from an upstream's hands to a client of the server between them.
//
//   time_tokens PORT REQUESTS ANSWERS
//
// Each connection asks for ANSWERS answers, one after another. The upstream, bench/peers/
// scripted_upstream, sends as each token the time of its own write; both read the same clock.
// Prints `begin`, then one line of JSON: microseconds from the write to here, of first tokens and
// of all others.

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "bench/load/quantile.hpp"
#include "bench/load/stream.hpp"

namespace {

using namespace chatkit::bench;

constexpr std::string_view kStampBegins = "\"delta\":\"@";

struct Talk {
  Stream stream;
  int answers_left = 0;
  /// Bytes of an event whose end has not come.
  std::string unread;
  bool has_token = false;
};

struct Delays {
  std::vector<double> first_us;
  std::vector<double> other_us;
};

double microseconds_since(std::string_view stamp) {
  std::int64_t written = 0;
  std::from_chars(stamp.data(), stamp.data() + stamp.size(), written);
  const auto now = Clock::now().time_since_epoch();
  return std::chrono::duration<double, std::micro>(now - std::chrono::nanoseconds(written)).count();
}

void read_tokens(Talk& talk, Delays& delays) {
  const std::size_t whole = talk.unread.rfind("\n\n");
  if (whole == std::string::npos) return;
  const std::string_view events = std::string_view(talk.unread).substr(0, whole);
  for (auto at = events.find(kStampBegins); at != std::string_view::npos;
       at = events.find(kStampBegins, at + 1)) {
    auto& samples = talk.has_token ? delays.other_us : delays.first_us;
    samples.push_back(microseconds_since(events.substr(at + kStampBegins.size())));
    talk.has_token = true;
  }
  talk.unread.erase(0, whole);
}

/// True once the last answer of this connection has ended.
bool take(Talk& talk, Delays& delays) {
  const std::string_view bytes = talk.stream.receive();
  talk.stream.count(bytes);
  talk.unread += bytes;
  read_tokens(talk, delays);
  if (!talk.stream.ended()) return false;
  if (!talk.has_token) fail("an answer without a token");
  talk.has_token = false;
  talk.unread.clear();
  if (--talk.answers_left == 0) return true;
  talk.stream.ask();
  return false;
}

Delays run(std::uint16_t port, const char* requests, int answers) {
  EpollLoop loop;
  std::vector<Talk> talks;
  for (const std::string& request : read_requests(requests)) {
    talks.push_back({Stream(port, request), answers, {}});
    loop.watch(talks.back().stream.socket(), talks.size() - 1);
  }
  tell_begin();
  for (Talk& talk : talks) talk.stream.ask();
  Delays delays;
  for (std::size_t left = talks.size(); left > 0;) {
    loop.poll(Clock::now() + std::chrono::seconds(1), [&](std::uint64_t key) {
      if (take(talks[key], delays)) --left;
    });
  }
  return delays;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  Delays delays = run(static_cast<std::uint16_t>(std::atoi(argv[1])), argv[2], std::atoi(argv[3]));
  std::printf(
      "{\"answers\":%zu,\"tokens\":%zu,\"first_p50_us\":%.1f,\"first_p99_us\":%.1f,"
      "\"other_p50_us\":%.1f,\"other_p99_us\":%.1f,\"other_max_us\":%.1f}\n",
      delays.first_us.size(), delays.other_us.size(), quantile(delays.first_us, 0.5),
      quantile(delays.first_us, 0.99), quantile(delays.other_us, 0.5),
      quantile(delays.other_us, 0.99), quantile(delays.other_us, 1.0));
  return 0;
}
