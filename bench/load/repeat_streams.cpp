// Asks for event streams over and over: one connection a request, the next as soon as one has
// ended.
//
//   repeat_streams PORT REQUESTS WARM_UP_SECONDS SECONDS
//
// Prints `begin`, and when SECONDS are over one line of JSON: streams that ended, events,
// bytes, and the events of the shortest and the longest stream.

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

#include "bench/load/stream.hpp"

namespace {

using namespace chatkit::bench;

struct Totals {
  std::uint64_t streams = 0;
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
  /// Of the streams that ended, the events of the shortest and the longest.
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  std::size_t most = 0;
};

class Load {
 public:
  Load(std::uint16_t port, const char* requests) {
    for (const std::string& request : read_requests(requests)) {
      streams_.emplace_back(port, request);
      loop_.watch(streams_.back().socket(), streams_.size() - 1);
    }
    for (Stream& stream : streams_) stream.ask();
  }

  Totals run(Clock::duration duration) {
    Totals totals;
    const auto end = Clock::now() + duration;
    while (Clock::now() < end) {
      loop_.poll(end, [&](std::uint64_t key) { take(streams_[key], totals); });
    }
    return totals;
  }

 private:
  static void take(Stream& stream, Totals& totals) {
    const std::string_view bytes = stream.receive();
    totals.bytes += bytes.size();
    totals.events += stream.count(bytes);
    if (!stream.ended()) return;
    ++totals.streams;
    totals.fewest = std::min(totals.fewest, stream.events());
    totals.most = std::max(totals.most, stream.events());
    stream.ask();
  }

  EpollLoop loop_;
  std::vector<Stream> streams_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  Load load(static_cast<std::uint16_t>(std::atoi(argv[1])), argv[2]);
  load.run(std::chrono::seconds(std::atoi(argv[3])));
  tell_begin();
  const auto start = Clock::now();
  const Totals totals = load.run(std::chrono::seconds(std::atoi(argv[4])));
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  std::printf(
      "{\"seconds\":%.6f,\"streams\":%llu,\"events\":%llu,\"bytes\":%llu,"
      "\"fewest\":%zu,\"most\":%zu}\n",
      elapsed.count(), static_cast<unsigned long long>(totals.streams),
      static_cast<unsigned long long>(totals.events), static_cast<unsigned long long>(totals.bytes),
      totals.fewest, totals.most);
  return 0;
}
