// threads.retrieve through libchatkit, parsed, one connection.
//
//   OPENAI_BASE_URL=… OPENAI_API_KEY=… retrieve_libchatkit THREAD_ID CALLS

#include <cstdlib>

#include "bench/measure.hpp"
#include "chatkit/chatkit.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string id = argv[1];
  const int calls = std::atoi(argv[2]);
  const chatkit::Client client;
  chatkit::bench::measure(calls / 10, calls, [&] {
    const auto thread = client.beta.chatkit.threads.retrieve(id);
    if (thread.id != id) std::abort();
  });
  return 0;
}
