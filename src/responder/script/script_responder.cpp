#include "responder/script/script_responder.hpp"

#include <string>
#include <utility>

#include "responder/script/command.hpp"
#include "responder/script/reply_text.hpp"
#include "responder/script/shows.hpp"

namespace chatkit::responder {
namespace {

constexpr std::size_t kHistoryItems = 200;

struct NamedShow {
  std::string_view name;
  Show show;
};
constexpr NamedShow kShows[] = {{"help", show_help},
                                {"echo", show_echo},
                                {"slow", show_slow},
                                {"long", show_long},
                                {"annotations", show_annotations},
                                {"progress", show_progress},
                                {"notice", show_notice},
                                {"task", show_task},
                                {"workflow", show_workflow},
                                {"widget", show_widget},
                                {"tool", show_tool},
                                {"ask", show_ask},
                                {"buttons", show_buttons},
                                {"image", show_image},
                                {"effect", show_effect},
                                {"hidden", show_hidden},
                                {"title", show_title},
                                {"lock", show_lock},
                                {"close", show_close},
                                {"fail", show_fail},
                                {"fail-custom", show_fail_custom}};

awaitable<Result<void>> reply(TurnPtr turn) {
  Result<std::vector<protocol::ThreadItem>> history = co_await turn->history(kHistoryItems);
  if (!history) co_return history.error();
  ReplySource source;
  source.workflow_id = turn->workflow().id;
  source.user = turn->user();
  source.state_variables = turn->state_variables();
  source.history = *std::move(history);
  Result<void> sent = co_await say(turn, reply_text(source));
  co_return sent;
}

class ScriptResponder final : public Responder {
 public:
  awaitable<Result<void>> respond(TurnPtr turn) override {
    switch (turn->cause()) {
      case Cause::client_tool_output:
        return answer_tool_output(std::move(turn));
      case Cause::structured_input:
        return answer_structured_input(std::move(turn));
      case Cause::custom_action:
        return answer_action(std::move(turn));
      case Cause::user_message:
      case Cause::retry:
        break;
    }
    Command command = parse_command(text_of(*turn->input()));
    if (const Show show = find_show(command.name)) {
      return show(std::move(turn), std::move(command.argument));
    }
    return reply(std::move(turn));
  }

  awaitable<Result<std::optional<protocol::ThreadItem>>> sync_action(QuestionPtr,
                                                                     Action action) override {
    co_return count_once_more(action);
  }

  /// The script does not listen: it says how much there is to hear.
  awaitable<Result<std::string>> transcribe(QuestionPtr, Recording recording) override {
    co_return "A recording of " + std::to_string(recording.audio_base64.size() / 4 * 3) + " bytes.";
  }
};

}  // namespace

Show find_show(std::string_view name) {
  for (const NamedShow& named : kShows) {
    if (named.name == name) return named.show;
  }
  return nullptr;
}

std::unique_ptr<Responder> make_script_responder() { return std::make_unique<ScriptResponder>(); }

}  // namespace chatkit::responder
