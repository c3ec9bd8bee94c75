#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "chatkit/protocol/event.hpp"
#include "chatkit/raw_json.hpp"
#include "chatkit/request_options.hpp"

namespace chatkit {

/// The C++ functions that answer a workflow's client tool calls, by the tools' names.
///
///   ClientTools tools;
///   tools.add("get_location", [](const protocol::ClientToolCall& call) {
///     return parse_json(R"({"lat":1.5,"lon":2.5})");
///   });
///
/// A value; copies share nothing. Used by `Conversation::run_tools`.
class ClientTools {
 public:
  /// Gives the tool's output. What it throws, if derived from std::exception, becomes the output
  /// `{"error": "…"}`, and the turn goes on.
  using Function = std::function<RawJson(const protocol::ClientToolCall& call)>;

  /// Replaces a tool of the same name. Errors: UsageError for an empty name or function.
  ClientTools& add(std::string name, Function function);

  /// The output of `call`; that of a tool which is not there is an error too.
  RawJson run(const protocol::ClientToolCall& call) const;

 private:
  std::map<std::string, Function, std::less<>> functions_;
};

struct ToolRunOptions {
  /// How many turns may ask for tools, one after another, before the run fails.
  int rounds_max = 16;
  /// For the calls that carry outputs.
  RequestOptions request{};
};

}  // namespace chatkit
