#include "client/system_timing.hpp"

#include <condition_variable>
#include <mutex>
#include <random>

namespace chatkit::client {

std::chrono::system_clock::time_point SystemTiming::now() const {
  return std::chrono::system_clock::now();
}

std::chrono::steady_clock::time_point SystemTiming::steady_now() const {
  return std::chrono::steady_clock::now();
}

void SystemTiming::sleep(std::chrono::milliseconds duration, std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, std::move(stop), duration, [] { return false; });
}

double SystemTiming::random_unit() {
  // Spreads retries in time; nothing here has to be hard to guess.
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

}  // namespace chatkit::client
