// A model's endpoint, or a webhook, that answers at a fixed pace and says when it wrote.
//
//   scripted_upstream model|webhook TOKENS INTERVAL_MS
//
// Each answer has TOKENS tokens, one every INTERVAL_MS. A token is `@`, the nanoseconds of the
// steady clock right before its own write, and a space. Prints its port.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>

#include "bench/load/epoll_loop.hpp"

namespace {

using namespace chatkit::bench;

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string chunk(std::string_view data) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", data.size());
  return size + std::string(data) + "\r\n";
}

std::string event(std::string_view json) { return "data: " + std::string(json) + "\n\n"; }

std::string now_as_token() {
  return "@" + std::to_string(Clock::now().time_since_epoch().count()) + " ";
}

/// What a kind of upstream sends around its tokens, and as a token.
struct Dialect {
  std::string begin;
  std::string before_token;
  std::string after_token;
  std::string end;
};

const Dialect kModel = {
    "", R"({"choices":[{"index":0,"delta":{"content":")", R"("}}]})",
    event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})") + event("[DONE]")};

const Dialect kWebhook = {
    event(R"({"type":"thread.item.added","item":{"id":"msg_RUN","type":"assistant_message",)"
          R"("content":[]}})"),
    R"({"type":"thread.item.updated","item_id":"msg_RUN","update":{"type":)"
    R"("assistant_message.content_part.text_delta","content_index":0,"delta":")",
    R"("}})",
    event(R"({"type":"thread.item.done","item":{"id":"msg_RUN","type":"assistant_message",)"
          R"("content":[{"type":"output_text","text":"Done.","annotations":[]}]}})")};

/// `text` with the name of this answer in it: item ids are unique within a thread.
std::string named(std::string text, std::uint64_t answer) {
  static constexpr std::string_view kName = "RUN";
  for (auto at = text.find(kName); at != std::string::npos; at = text.find(kName, at)) {
    text.replace(at, kName.size(), std::to_string(answer));
  }
  return text;
}

struct Script {
  const Dialect& dialect;
  int tokens;
  std::chrono::milliseconds interval;
};

void answer(int socket, const Script& script) {
  const auto start = Clock::now();
  const auto number = static_cast<std::uint64_t>(start.time_since_epoch().count());
  const auto say = [&](const std::string& before, const std::string& data) {
    send_all(socket, before + chunk(named(data, number)));
  };
  for (int i = 0; i < script.tokens; ++i) {
    std::this_thread::sleep_until(start + i * script.interval);
    const std::string begin = i == 0 ? script.dialect.begin : "";
    say(i == 0 ? std::string(kHead) : "",
        begin + event(script.dialect.before_token + now_as_token() + script.dialect.after_token));
  }
  say("", script.dialect.end);
  send_all(socket, "0\r\n\r\n");
}

/// True once `request` begins with a whole request, which is then taken off.
bool take_request(std::string& request) {
  static constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t head_end = request.find("\r\n\r\n");
  const std::size_t length_at = request.find(kLength);
  if (head_end == std::string::npos || length_at == std::string::npos) return false;
  const auto length = std::strtoul(request.c_str() + length_at + kLength.size(), nullptr, 10);
  const std::size_t whole = head_end + 4 + length;
  if (request.size() < whole) return false;
  request.erase(0, whole);
  return true;
}

void serve(int socket, const Script& script) {
  send_without_delay(socket);
  std::string request;
  std::array<char, 16 << 10> buffer;
  for (ssize_t got = 0; (got = recv(socket, buffer.data(), buffer.size(), 0)) > 0;) {
    request.append(buffer.data(), static_cast<std::size_t>(got));
    if (take_request(request)) answer(socket, script);
  }
  close(socket);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const Script script{std::string_view(argv[1]) == "model" ? kModel : kWebhook, std::atoi(argv[2]),
                      std::chrono::milliseconds(std::atoi(argv[3]))};
  const int listener = listen_and_tell();
  while (true) {
    const int socket = accept(listener, nullptr, nullptr);
    if (socket < 0) fail("accept");
    std::thread([socket, script] { serve(socket, script); }).detach();
  }
}
