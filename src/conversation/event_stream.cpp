#include "conversation/event_stream.hpp"

#include <string>
#include <utility>

#include "json/protocol.hpp"
#include "sse/encoder.hpp"

namespace chatkit::conversation {
namespace {

/// Most events are deltas of a few words: their JSON is written without growing.
constexpr std::size_t kUsualJsonBytes = 256;
/// A colon and the digits of a number.
constexpr std::size_t kNumberBytesMax = 21;

}  // namespace

exchange::Chunk encode_event(const RunId& run, std::uint64_t number, const protocol::Event& event) {
  sse::Event frame;
  frame.data.reserve(kUsualJsonBytes);
  json::write_event(frame.data, event);
  frame.id.reserve(run.str().size() + kNumberBytesMax);
  frame.id.append(run.str()).append(":").append(std::to_string(number));
  std::string text;
  // Our own ids hold no line end, so that nothing can fail here.
  static_cast<void>(sse::append_event(text, frame));
  return std::make_shared<const std::string>(std::move(text));
}

exchange::Reply stream_reply(const RunId& run, std::shared_ptr<LogReader> reader) {
  exchange::Reply reply;
  reply.content_type = "text/event-stream";
  reply.headers.push_back({"chatkit-run", run.str()});
  reply.stream = std::move(reader);
  return reply;
}

exchange::Reply closed_stream(const ClosedStream& stream) {
  const auto log = std::make_shared<RunLog>();
  std::uint64_t number = 0;
  for (const protocol::Event& event : stream.events) {
    log->append(encode_event(stream.run, ++number, event));
  }
  log->close();
  ReaderOptions options;
  options.end_comment = stream.end_comment;
  return stream_reply(stream.run, std::make_shared<LogReader>(log, std::move(options)));
}

}  // namespace chatkit::conversation
