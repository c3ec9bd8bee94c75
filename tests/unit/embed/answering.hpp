#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "chatkit/server/responder.hpp"
#include "embed/program_responder.hpp"
#include "json/protocol.hpp"
#include "support/fake_turn.hpp"
#include "support/run.hpp"

namespace chatkit::test {

inline RawJson raw(std::string text) { return RawJson(RawJson::Validated(std::move(text))); }

/// Answers `turn` with a program's handler, as the service asks it.
inline Result<void> answer(const std::shared_ptr<FakeTurn>& turn, server::Handler handler) {
  const auto responder =
      server::make_program_responder(server::make_handler_responder(std::move(handler)));
  return run(responder->respond(turn));
}

/// The events of a turn as they go out, but for the times.
inline std::vector<std::string> sent(const FakeTurn& turn) {
  std::vector<std::string> all;
  for (const protocol::Event& event : turn.events) json::write_event(all.emplace_back(), event);
  return all;
}

/// The last event of a turn.
inline std::string last_sent(const FakeTurn& turn) {
  return turn.events.empty() ? std::string() : sent(turn).back();
}

}  // namespace chatkit::test
