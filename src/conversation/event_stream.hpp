#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/ids.hpp"
#include "chatkit/protocol/event.hpp"
#include "conversation/run_log.hpp"
#include "exchange/reply.hpp"

// Events on their way out.
namespace chatkit::conversation {

/// One event as it goes over the wire; `number` counts from 1 within its run.
exchange::Chunk encode_event(const RunId& run, std::uint64_t number, const protocol::Event& event);

/// A stream that `reader` feeds, named by its run.
exchange::Reply stream_reply(const RunId& run, std::shared_ptr<LogReader> reader);

/// Events that are all known already.
struct ClosedStream {
  RunId run;
  std::vector<protocol::Event> events;
  bool end_comment = false;
};
exchange::Reply closed_stream(const ClosedStream& stream);

}  // namespace chatkit::conversation
