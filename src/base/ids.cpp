#include "base/ids.hpp"

#include <array>
#include <cstdint>

namespace chatkit {

std::string to_hex(std::span<const std::byte> bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte byte : bytes) {
    out.push_back(kDigits[std::to_integer<unsigned>(byte) >> 4U]);
    out.push_back(kDigits[std::to_integer<unsigned>(byte) & 15U]);
  }
  return out;
}

std::string new_id(std::string_view prefix, Timestamp now, Random& random) {
  std::array<std::byte, 24> bytes{};
  const auto since_epoch =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const auto seconds = static_cast<std::uint32_t>(since_epoch);
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[i] = static_cast<std::byte>((seconds >> (24U - 8U * i)) & 255U);
  }
  random.fill(std::span(bytes).subspan(4));
  return std::string(prefix) + to_hex(bytes);
}

SessionId new_session_id(Timestamp now, Random& random) {
  return SessionId(new_id("cksess_", now, random));
}
ThreadId new_thread_id(Timestamp now, Random& random) {
  return ThreadId(new_id("cthr_", now, random));
}
ItemId new_item_id(Timestamp now, Random& random) { return ItemId(new_id("cthi_", now, random)); }
RunId new_run_id(Timestamp now, Random& random) { return RunId(new_id("run_", now, random)); }
AttachmentId new_attachment_id(Timestamp now, Random& random) {
  return AttachmentId(new_id("cfile_", now, random));
}
FeedbackId new_feedback_id(Timestamp now, Random& random) {
  return FeedbackId(new_id("cfb_", now, random));
}

}  // namespace chatkit
