#include <algorithm>
#include <iterator>

#include "json/op_fields.hpp"
#include "json/op_params.hpp"

namespace chatkit::json {
namespace {

/// An op's name and what reads its `params`.
struct OpShape {
  std::string_view type;
  void (*read)(Value& value, const OpLimits& limits, OpParams& out);
};

template <class Params>
void read_as(Value& value, const OpLimits& limits, OpParams& out) {
  read_params(value, limits, out.emplace<Params>());
}

constexpr OpShape kOps[] = {{"threads.create", read_as<ThreadsCreate>},
                            {"threads.add_user_message", read_as<ThreadsAddUserMessage>},
                            {"threads.add_client_tool_output", read_as<ThreadsAddClientToolOutput>},
                            {"threads.add_structured_input", read_as<ThreadsAddStructuredInput>},
                            {"threads.retry_after_item", read_as<ThreadsRetryAfterItem>},
                            {"threads.custom_action", read_as<ThreadsCustomAction>},
                            {"threads.sync_custom_action", read_as<ThreadsSyncCustomAction>},
                            {"threads.stop", read_as<ThreadsStop>},
                            {"threads.get_by_id", read_as<ThreadsGetById>},
                            {"threads.list", read_as<ThreadsList>},
                            {"threads.update", read_as<ThreadsUpdate>},
                            {"threads.delete", read_as<ThreadsDelete>},
                            {"items.list", read_as<ItemsList>},
                            {"items.feedback", read_as<ItemsFeedback>},
                            {"attachments.create", read_as<AttachmentsCreate>},
                            {"attachments.delete", read_as<AttachmentsDelete>},
                            {"input.transcribe", read_as<InputTranscribe>}};
static_assert(std::size(kOps) == std::variant_size_v<OpParams>);

void read_any_op(Value& value, const OpLimits& limits, Op& out) {
  out.metadata = empty_object();
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  const auto* const shape = std::find_if(std::begin(kOps), std::end(kOps),
                                         [&](const OpShape& entry) { return entry.type == *type; });
  if (shape == std::end(kOps)) {
    return value.fail(
        invalid_value("type", "Invalid value for 'type': there is no op '" + *type + "'."));
  }
  read_fields(value, optional("type", [&](Value& field) { same_type(field, *type); }),
              required("params", [&](Value& field) { shape->read(field, limits, out.params); }),
              optional("metadata", [&](Value& field) { read_object(field, out.metadata); }));
}

}  // namespace

Result<Op> read_op(std::string_view json, const OpLimits& limits) {
  return read_body<Op>(json, Reading::Nul::refuse,
                       [&limits](Value& value, Op& out) { read_any_op(value, limits, out); });
}

}  // namespace chatkit::json
