// A program of somebody else's: uses the installed headers and library alone, and needs no server.
#include <chatkit/chatkit.hpp>
#include <iostream>
#include <memory>
#include <string>

namespace {

/// Answers every request with one thread.
class OneThread final : public chatkit::Transport {
 public:
  chatkit::HttpResponse send(const chatkit::HttpRequest&) override {
    return {200, chatkit::Headers{{"x-request-id", "req_1"}},
            R"({"id":"cthr_1","object":"chatkit.thread","created_at":1712345600,"title":"Hello",)"
            R"("status":{"type":"active"},"user":"u"})"};
  }
  std::unique_ptr<chatkit::HttpStream> open(const chatkit::HttpRequest&) override {
    throw chatkit::TransportError(chatkit::TransportError::Kind::refused, "no streams here");
  }
};

int fail(const std::string& what) {
  std::cerr << "consumer: " << what << "\n";
  return 1;
}

}  // namespace

int main() {
  chatkit::ClientOptions options;
  options.api_key = "sk-consumer";
  options.transport = std::make_shared<OneThread>();
  const chatkit::Client client(options);
  const auto thread = client.beta.chatkit.threads.retrieve("cthr_1");
  if (thread.title != "Hello") return fail("the thread is not the one that was sent");
  if (thread.request_id() != "req_1") return fail("the request id is lost");

  // The real transport is linked in, too: nothing listens there.
  options.transport = nullptr;
  options.base_url = "http://127.0.0.1:1/v1";
  options.max_retries = 0;
  try {
    chatkit::Client(options).beta.chatkit.threads.retrieve("cthr_1");
    return fail("there was an answer where nothing listens");
  } catch (const chatkit::APIConnectionError&) {
    std::cout << "libchatkit " << chatkit::version << " works\n";
    return 0;
  }
}
