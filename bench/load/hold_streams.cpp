// Holds many event streams open at once and says how late their events come.
//
//   hold_streams PORT REQUESTS INTERVAL_MS WARM_UP_SECONDS SECONDS
//
// Each request is a stream with an event every INTERVAL_MS. Prints `begin` when all are open and
// the warm-up is over, then one line of JSON. An event is due one interval after the one before it.

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "bench/load/quantile.hpp"
#include "bench/load/stream.hpp"

namespace {

using namespace chatkit::bench;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Opened a second: slow enough that the events of all do not fall into one moment.
constexpr int kOpenedPerSecond = 2'000;
constexpr std::chrono::seconds kFirstEventsWithin{30};

struct Held {
  Stream stream;
  Clock::time_point last_event{};
};

struct Totals {
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
  std::vector<double> late_ms;
};

class Load {
 public:
  Load(std::uint16_t port, const char* requests, Milliseconds interval)
      : port_(port), requests_(read_requests(requests)), interval_(interval) {}

  void open_all() {
    held_.reserve(requests_.size());
    const auto start = Clock::now();
    for (const std::string& request : requests_) {
      const auto due =
          start + held_.size() * std::chrono::microseconds(1'000'000) / kOpenedPerSecond;
      while (Clock::now() < due) poll(due);
      held_.push_back({Stream(port_, request)});
      ++silent_;
      loop_.watch(held_.back().stream.socket(), held_.size() - 1);
      held_.back().stream.ask();
    }
  }

  void await_first_events() {
    const auto latest = Clock::now() + kFirstEventsWithin;
    while (silent_ > 0) {
      if (Clock::now() > latest) fail("a stream without an event");
      poll(latest);
    }
  }

  Totals run(Clock::duration duration) {
    totals_ = Totals();
    const auto end = Clock::now() + duration;
    while (Clock::now() < end) poll(end);
    return std::move(totals_);
  }

 private:
  void poll(Clock::time_point until) {
    loop_.poll(until, [this](std::uint64_t key) { take(held_[key]); });
  }

  void take(Held& held) {
    const std::string_view bytes = held.stream.receive();
    const std::size_t events = held.stream.count(bytes);
    if (held.stream.ended()) fail("a stream ended while it was measured");
    totals_.bytes += bytes.size();
    totals_.events += events;
    if (events == 0) return;
    const auto now = Clock::now();
    if (held.last_event == Clock::time_point()) --silent_;
    const Milliseconds late = (now - held.last_event) - interval_;
    totals_.late_ms.push_back(std::max(late.count(), 0.0));
    held.last_event = now;
  }

  std::uint16_t port_;
  std::vector<std::string> requests_;
  Milliseconds interval_;
  EpollLoop loop_;
  std::vector<Held> held_;
  /// Streams that have not had an event.
  std::size_t silent_ = 0;
  Totals totals_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  Load load(static_cast<std::uint16_t>(std::atoi(argv[1])), argv[2],
            Milliseconds(std::atoi(argv[3])));
  load.open_all();
  load.await_first_events();
  load.run(std::chrono::seconds(std::atoi(argv[4])));
  tell_begin();
  const auto start = Clock::now();
  Totals totals = load.run(std::chrono::seconds(std::atoi(argv[5])));
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  std::printf(
      "{\"seconds\":%.6f,\"events\":%llu,\"bytes\":%llu,\"late_p99_ms\":%.3f,"
      "\"late_max_ms\":%.3f}\n",
      elapsed.count(), static_cast<unsigned long long>(totals.events),
      static_cast<unsigned long long>(totals.bytes), quantile(totals.late_ms, 0.99),
      quantile(totals.late_ms, 1.0));
  return 0;
}
