#include "http/cors.hpp"

#include <algorithm>
#include <utility>

namespace chatkit::http {

Cors::Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

bool Cors::allows(std::string_view origin) const {
  return !origin.empty() && std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

void Cors::append_answer(std::string& out, std::string_view origin) const {
  if (origins_.empty()) return;
  out += "Vary: Origin\r\n";
  if (!allows(origin)) return;
  out.append("Access-Control-Allow-Origin: ").append(origin).append("\r\n");
  out +=
      "Access-Control-Expose-Headers: chatkit-run, x-request-id, retry-after, "
      "x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests\r\n";
}

void Cors::append_preflight(std::string& out, std::string_view origin) const {
  if (origins_.empty()) return;
  out += "Vary: Origin\r\n";
  if (!allows(origin)) return;
  out.append("Access-Control-Allow-Origin: ").append(origin).append("\r\n");
  out +=
      "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, DELETE, OPTIONS\r\n"
      "Access-Control-Allow-Headers: Authorization, Content-Type, Accept-Language, OpenAI-Beta, "
      "chatkit-device-id, chatkit-frame-instance-id, chatkit-capabilities, Idempotency-Key, "
      "Last-Event-ID\r\n"
      "Access-Control-Max-Age: 600\r\n";
}

}  // namespace chatkit::http
