// The same request with bare libcurl: one easy handle, the body collected and not parsed. The peer
// that says what the rest of libchatkit costs.
//
//   OPENAI_BASE_URL=… OPENAI_API_KEY=… retrieve_libcurl THREAD_ID CALLS

#include <curl/curl.h>

#include <cstdlib>
#include <string>

#include "bench/measure.hpp"

namespace {

std::size_t collect(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

}  // namespace

int main(int argc, char** argv) {
  const char* base = std::getenv("OPENAI_BASE_URL");
  const char* key = std::getenv("OPENAI_API_KEY");
  if (argc != 3 || base == nullptr || key == nullptr) return 2;
  const std::string url = std::string(base) + "/chatkit/threads/" + argv[1];
  const std::string authorization = std::string("Authorization: Bearer ") + key;
  std::string body;

  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* curl = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, authorization.c_str());
  headers = curl_slist_append(headers, "OpenAI-Beta: chatkit_beta=v1");
  headers = curl_slist_append(headers, "Accept: application/json");
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);

  const int calls = std::atoi(argv[2]);
  chatkit::bench::measure(calls / 10, calls, [&] {
    body.clear();
    if (curl_easy_perform(curl) != CURLE_OK || body.empty()) std::abort();
  });
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  return 0;
}
