// Everything that a program does with ChatKit, from the first session to the last clean-up, with
// real questions: what `./dev demo` runs against a server that it has just started.
//
//   complete_usage [--conversations N] [--file FILE] [--workflow ID] [--user USER]
//
// OPENAI_API_KEY and OPENAI_BASE_URL say where. FILE holds one JSON object a line with `turns`, an
// array of what a user says; without one, the questions of ../shared/data, or a handful of our own.
#include <algorithm>
#include <charconv>
#include <chatkit/chatkit.hpp>
#include <chrono>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "questions.hpp"
#include "talk.hpp"
#include "terminal.hpp"

namespace {

using namespace demo;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kPageLimit = 3;
constexpr const char* kSharedQuestions = "../shared/data/mt_bench_questions.jsonl";
constexpr std::int64_t kConversationsMax = 1000;

struct Arguments {
  std::int64_t conversations = 8;
  std::string file{};
  std::string workflow = "demo";
  std::string user = "demo_user";
};

std::int64_t read_count(const std::string& text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || count < 1 || count > kConversationsMax) {
    throw std::runtime_error("--conversations takes a number from 1 to 1000");
  }
  return count;
}

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (!name.starts_with("--")) {
      arguments.file = name;
      continue;
    }
    if (i + 1 >= argc) throw std::runtime_error(name + " needs a value");
    const std::string value = argv[++i];
    if (name == "--conversations") {
      arguments.conversations = read_count(value);
    } else if (name == "--file") {
      arguments.file = value;
    } else if (name == "--workflow") {
      arguments.workflow = value;
    } else if (name == "--user") {
      arguments.user = value;
    } else {
      throw std::runtime_error("there is no option " + name);
    }
  }
  return arguments;
}

std::string milliseconds(std::chrono::microseconds time) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << static_cast<double>(time.count()) / 1000.0 << " ms";
  return out.str();
}

std::chrono::microseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

chatkit::Response<chatkit::ChatSession> create_session(const chatkit::Client& client,
                                                       const Arguments& arguments) {
  say_step("Create a session");
  // Two turns a conversation, and a few to spare: the default is 10 requests a minute.
  const std::int64_t requests = arguments.conversations * 2 + 10;
  auto session = client.beta.chatkit.sessions.create(
      {.user = arguments.user,
       .workflow = {.id = arguments.workflow,
                    .state_variables = {{"context", "demo"}, {"verbose", false}},
                    .tracing = {{.enabled = false}},
                    .version = "latest"},
       .chatkit_configuration = {{.automatic_thread_titling = {{.enabled = true}},
                                  .file_upload = {{.enabled = false}},
                                  .history = {{.enabled = true, .recent_threads = 50}}}},
       .expires_after = {{.seconds = 600}},
       .rate_limits = {{.max_requests_per_1_minute = requests}}});
  std::cout << "  " << session.id << "  " << session.status << ", user " << plain(session.user)
            << ", workflow " << plain(session.workflow.id) << " version "
            << plain(session.workflow.version.value_or("?")) << "\n  "
            << session.max_requests_per_1_minute << " requests a minute, expires at "
            << session.expires_at.time_since_epoch().count() << " (Unix time)\n";
  return session;
}

void hold_conversations(const chatkit::Conversation& chat,
                        const std::vector<Conversation>& conversations, Statistics& statistics) {
  say_step("Hold " + std::to_string(conversations.size()) + " conversations");
  for (std::size_t i = 0; i < conversations.size(); ++i) {
    const Clock::time_point begin = Clock::now();
    const std::string id = hold(chat, conversations[i], i == 0, statistics);
    std::cout << "  "
              << dim("[" + std::to_string(i + 1) + "/" + std::to_string(conversations.size()) + "]")
              << " " << "…"
              << shorten(id.substr(id.size() - std::min<std::size_t>(id.size(), 8)), 8) << "  "
              << conversations[i].turns.size() << " turns, " << milliseconds(since(begin)) << "  "
              << shorten(conversations[i].turns.front(), 50) << "\n"
              << std::flush;
  }
}

/// Goes through the user's threads page by page; returns the newest one's id, or nothing.
std::string list_threads(const chatkit::Client& client, const std::string& user) {
  say_step("List the user's threads, " + std::to_string(kPageLimit) + " a page");
  auto page = client.beta.chatkit.threads.list({.limit = kPageLimit, .user = user});
  const std::string newest = page.data.empty() ? "" : page.data.front().id;
  for (int number = 1;; ++number) {
    std::cout << "  page " << number << "\n";
    for (const chatkit::ChatKitThread& thread : page.data) {
      std::cout << "    " << plain(thread.id) << "  "
                << shorten(thread.title.value_or("(untitled)"), 50) << "\n";
    }
    if (!page.has_next_page()) return newest;
    page = page.next_page();
  }
}

void show_and_delete(const chatkit::Client& client, const std::string& thread_id) {
  say_step("Retrieve one thread and its items, oldest first");
  const auto thread = client.beta.chatkit.threads.retrieve(thread_id);
  std::cout << "  " << plain(thread.id) << "  " << thread.status.type << "  "
            << shorten(thread.title.value_or("(untitled)"), 50) << "\n";
  for (const chatkit::ChatKitThreadItem& item :
       client.beta.chatkit.threads.list_items(thread.id, {.order = chatkit::Order::asc})) {
    std::string who = item.role().value_or(item.type());
    who.resize(std::max<std::size_t>(who.size(), 10), ' ');
    std::cout << "    " << bold(plain(who)) << shorten(item.content_text(), 80) << "\n";
  }
  say_step("Delete it");
  const auto deleted = client.beta.chatkit.threads.delete_(thread.id);
  std::cout << "  Deleted " << plain(deleted.id) << ": " << (deleted.deleted ? "yes" : "no")
            << "\n";
}

void summarise(Statistics& statistics, std::chrono::microseconds elapsed) {
  say_step("Done");
  std::cout << "  " << statistics.turns << " turns, " << statistics.events << " events, "
            << statistics.answer_bytes << " bytes of answers in " << milliseconds(elapsed) << "\n";
  std::vector<std::chrono::microseconds>& first = statistics.first_words;
  if (first.empty()) return;
  std::sort(first.begin(), first.end());
  std::cout << "  the answer began after " << milliseconds(first[first.size() / 2]) << " (median), "
            << milliseconds(first.back()) << " at most\n";
}

void run(const Arguments& arguments) {
  const Clock::time_point begin = Clock::now();
  const auto count = static_cast<std::size_t>(arguments.conversations);
  const bool use_shared = arguments.file.empty() && std::filesystem::exists(kSharedQuestions);
  const std::string file = use_shared ? kSharedQuestions : arguments.file;
  const std::vector<Conversation> conversations =
      file.empty() ? built_in_conversations(count) : read_conversations(file, count);

  chatkit::Client client;
  std::cout << "ChatKit at " << client.base_url() << "\n";
  const auto session = create_session(client, arguments);
  chatkit::SessionGuard guard(client.beta.chatkit.sessions, session.id);

  Statistics statistics;
  hold_conversations(client.conversation(session.client_secret), conversations, statistics);
  const std::string newest = list_threads(client, arguments.user);
  if (!newest.empty()) show_and_delete(client, newest);

  say_step("Cancel the session");
  std::cout << "  " << session.id << "  Cancelled: " << guard.cancel().status << "\n";
  summarise(statistics, since(begin));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(read_arguments(argc, argv));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "complete_usage: " << plain(error.what()) << "\n";
    return 1;
  }
}
