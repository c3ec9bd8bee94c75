#pragma once

#include <chrono>
#include <optional>

namespace chatkit {

/// How long one attempt of a call may wait, phase by phase. An unset phase has no limit.
///
/// `connect` covers name resolution, TCP and TLS; `read` and `write` are the longest silence while
/// the answer is awaited or the request is sent, not the length of the whole call; `pool` is the
/// wait for a free connection. The default is 600 s, and 5 s to connect. A duration sets all four.
class Timeout {
 public:
  using Duration = std::chrono::milliseconds;

  struct Phases {
    std::optional<Duration> connect = std::chrono::seconds(5);
    std::optional<Duration> read = std::chrono::seconds(600);
    std::optional<Duration> write = std::chrono::seconds(600);
    std::optional<Duration> pool = std::chrono::seconds(600);
    friend bool operator==(const Phases&, const Phases&) = default;
  };

  Timeout() = default;
  Timeout(Phases phases) : phases_(phases) {}  // NOLINT(google-explicit-constructor): reads well
  /// Rounds up to whole milliseconds, so that a tiny limit does not become none.
  template <class Rep, class Period>
  Timeout(std::chrono::duration<Rep, Period> all)  // NOLINT(google-explicit-constructor)
      : Timeout(same_for_all(std::chrono::ceil<Duration>(all))) {}

  /// No limit in any phase.
  static Timeout none() {
    return Timeout(Phases{std::nullopt, std::nullopt, std::nullopt, std::nullopt});
  }

  const Phases& phases() const noexcept { return phases_; }

  friend bool operator==(const Timeout&, const Timeout&) = default;

 private:
  static Phases same_for_all(Duration all) { return Phases{all, all, all, all}; }

  Phases phases_;
};

}  // namespace chatkit
