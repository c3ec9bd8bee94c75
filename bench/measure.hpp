#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace chatkit::bench {

/// The CPU seconds of this process so far, user and kernel.
inline double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Runs `call` `warm_up` times unmeasured, then `count` times, and prints one JSON line.
template <class Call>
void measure(int warm_up, int count, Call call) {
  for (int i = 0; i < warm_up; ++i) call();
  const double cpu = cpu_seconds();
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) call();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("{\"calls\":%d,\"seconds\":%.6f,\"cpu_seconds\":%.6f}\n", count, elapsed.count(),
              cpu_seconds() - cpu);
}

}  // namespace chatkit::bench
