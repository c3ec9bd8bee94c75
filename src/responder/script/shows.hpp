#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "responder/script/answer.hpp"

namespace chatkit::responder {

/// One command of the script: what it sends for the words behind its name.
using Show = awaitable<Result<void>> (*)(TurnPtr turn, std::string argument);

/// Nothing if the script has no such command.
Show find_show(std::string_view name);

// show_text.cpp: answers in words.
awaitable<Result<void>> show_help(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_echo(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_slow(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_long(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_annotations(TurnPtr turn, std::string argument);

// show_items.cpp: other kinds of items.
awaitable<Result<void>> show_widget(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_task(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_workflow(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_tool(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_hidden(TurnPtr turn, std::string argument);

// show_inputs.cpp: items that wait for an answer which is no message, and what is said to it.
awaitable<Result<void>> show_ask(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_buttons(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_image(TurnPtr turn, std::string argument);
awaitable<Result<void>> answer_tool_output(TurnPtr turn);
awaitable<Result<void>> answer_structured_input(TurnPtr turn);
awaitable<Result<void>> answer_action(TurnPtr turn);
/// The card of `show_buttons` after one more press; nothing for another action.
std::optional<protocol::ThreadItem> count_once_more(const Action& action);

// show_events.cpp: events that leave no item, changes of the thread, failures.
awaitable<Result<void>> show_progress(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_notice(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_effect(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_title(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_lock(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_close(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_fail(TurnPtr turn, std::string argument);
awaitable<Result<void>> show_fail_custom(TurnPtr turn, std::string argument);

/// Says `markdown` at the pace of the workflow's `delay_ms`.
awaitable<Result<void>> say(TurnPtr turn, std::string markdown);
std::chrono::milliseconds pace_of(const Turn& turn);

}  // namespace chatkit::responder
