#include <charconv>
#include <utility>
#include <variant>

#include "json/minify.hpp"
#include "json/writer.hpp"
#include "responder/script/shows.hpp"

// Items that a user answers with something else than a message, and what the script says to it.
namespace chatkit::responder {
namespace {

constexpr std::size_t kInputsLookedAt = 50;
constexpr std::int64_t kCountMax = 1'000'000;

constexpr std::string_view kQuestions = R"([
  {"type": "multiple_choice", "id": "size", "question": "Which size?",
   "options": [{"value": "S"}, {"value": "M"}, {"value": "L"}]},
  {"type": "multiple_choice", "id": "extras", "question": "Which extras?", "multiple": true,
   "options": [{"value": "lid"}, {"value": "straw"}]},
  {"type": "freeform", "id": "name", "question": "For whom is it?"}
])";

/// A picture of 1 by 1 pixel, so that no address outside is named.
constexpr std::string_view kPixel =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// A card that counts how often its button was pressed.
RawJson counter_card(std::int64_t count) {
  const std::string number = std::to_string(count);
  std::string card = R"({"type":"Card","size":"sm","children":[{"type":"Text","id":"count",)";
  card += R"("value":"Pressed )" + number + R"( times."},{"type":"Row","children":[)";
  card += R"({"type":"Button","label":"Count","onClickAction":{"type":"script.count",)";
  card += R"("payload":{"count":)" + number + R"(},"handler":"server","loadingBehavior":"auto",)";
  card += R"("streaming":false}},{"type":"Button","label":"Tell","onClickAction":)";
  card += R"({"type":"script.tell","payload":{"count":)" + number + R"(},"handler":"server",)";
  card += R"("loadingBehavior":"auto","streaming":true}}]}]})";
  return json::minify(card).value();
}

/// The count in the payload of the card above; 0 for any other.
std::int64_t count_of(const RawJson& payload) {
  static constexpr std::string_view kPrefix = R"({"count":)";
  std::string_view text = payload.view();
  std::int64_t count = 0;
  if (!text.starts_with(kPrefix)) return count;
  text.remove_prefix(kPrefix.size());
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count >= 0 && count < kCountMax ? count : 0;
}

std::string code_block(std::string_view json) { return "```json\n" + std::string(json) + "\n```"; }

/// The newest item of the thread that `wanted` takes; nothing if there is none.
template <class Kind, class Wanted>
awaitable<Result<std::optional<Kind>>> newest(TurnPtr turn, Wanted wanted) {
  Result<std::vector<protocol::ThreadItem>> history = co_await turn->history(kInputsLookedAt);
  if (!history) co_return history.error();
  std::optional<Kind> found;
  for (const protocol::ThreadItem& item : *history) {
    const auto* kind = std::get_if<Kind>(&item.kind);
    if (kind != nullptr && wanted(*kind)) found = *kind;
  }
  co_return found;
}

}  // namespace

awaitable<Result<void>> show_ask(TurnPtr turn, std::string) {
  protocol::StructuredInput input;
  input.inputs = json::minify(kQuestions).value();
  Result<void> sent = co_await send_item(turn, std::move(input));
  co_return sent;
}

awaitable<Result<void>> show_buttons(TurnPtr turn, std::string) {
  protocol::Widget widget;
  widget.widget = counter_card(0);
  widget.copy_text = "A card with two buttons.";
  Result<void> sent = co_await send_item(turn, std::move(widget));
  co_return sent;
}

awaitable<Result<void>> show_image(TurnPtr turn, std::string) {
  std::string json;
  json::ObjectWriter object(json);
  object.string("id", "img_" + turn->new_item_id()).string("url", kPixel);
  object.close();
  protocol::GeneratedImage image;
  image.image = RawJson(RawJson::Validated(std::move(json)));
  Result<void> sent = co_await send_item(turn, std::move(image));
  co_return sent;
}

awaitable<Result<void>> answer_tool_output(TurnPtr turn) {
  const auto call = co_await newest<protocol::ClientToolCall>(
      turn, [](const protocol::ClientToolCall& each) { return each.output.has_value(); });
  if (!call) co_return call.error();
  std::string text = "There is no output to read.";
  if (*call) text = "`" + (*call)->name + "` answered:\n\n" + code_block((*call)->output->view());
  Result<void> sent = co_await say(turn, std::move(text));
  co_return sent;
}

awaitable<Result<void>> answer_structured_input(TurnPtr turn) {
  const auto input = co_await newest<protocol::StructuredInput>(
      turn, [](const protocol::StructuredInput& each) { return each.status != "pending"; });
  if (!input) co_return input.error();
  std::string text = "There is no answer to read.";
  if (*input) text = "Thank you. You answered:\n\n" + code_block((*input)->inputs.view());
  Result<void> sent = co_await say(turn, std::move(text));
  co_return sent;
}

awaitable<Result<void>> answer_action(TurnPtr turn) {
  const Action& action = *turn->action();
  std::string text = "You did `" + action.type + "` with:\n\n" + code_block(action.payload.view());
  Result<void> sent = co_await say(turn, std::move(text));
  co_return sent;
}

std::optional<protocol::ThreadItem> count_once_more(const Action& action) {
  if (action.type != "script.count" || !action.sender) return std::nullopt;
  protocol::ThreadItem item = *action.sender;
  std::get<protocol::Widget>(item.kind).widget = counter_card(count_of(action.payload) + 1);
  return item;
}

}  // namespace chatkit::responder
