#include "chatkit/client_tools.hpp"

#include <exception>
#include <utility>

#include "chatkit/errors.hpp"
#include "json/writer.hpp"

namespace chatkit {
namespace {

RawJson error_output(std::string_view message) {
  std::string text;
  json::ObjectWriter object(text);
  object.string("error", message).close();
  return RawJson(RawJson::Validated(std::move(text)));
}

}  // namespace

ClientTools& ClientTools::add(std::string name, Function function) {
  if (name.empty()) throw UsageError("the name of a tool is empty");
  if (!function) throw UsageError("the tool `" + name + "` has no function");
  functions_.insert_or_assign(std::move(name), std::move(function));
  return *this;
}

RawJson ClientTools::run(const protocol::ClientToolCall& call) const {
  const auto found = functions_.find(call.name);
  if (found == functions_.end()) return error_output("there is no tool `" + call.name + "`");
  try {
    return found->second(call);
  } catch (const std::exception& error) {
    return error_output(error.what());
  }
}

}  // namespace chatkit
