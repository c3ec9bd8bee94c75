#include "http/chunked.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace chatkit::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLineBytesMax = 4U << 10U;
constexpr std::size_t kTrailerBytesMax = 8U << 10U;

Error malformed() {
  return invalid_request("invalid_http", "", "The request body is not validly chunked.");
}

bool has_control(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

}  // namespace

Error body_too_large(std::size_t body_bytes_max) {
  Error error;
  error.kind = ErrorKind::too_large;
  error.code = "request_too_large";
  error.message = "The request body is larger than " + std::to_string(body_bytes_max) + " bytes.";
  return error;
}

Result<std::size_t> ChunkedDecoder::feed(std::string_view bytes, std::string& out,
                                         std::size_t body_bytes_max) {
  std::string_view rest = bytes;
  while (!rest.empty() && state_ != State::done) {
    if (state_ == State::data) {
      const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size()));
      out.append(rest.substr(0, step));
      rest.remove_prefix(step);
      left_ -= step;
      decoded_ += step;
      if (left_ == 0) state_ = State::data_end;
    } else if (state_ == State::data_end) {
      if (!kLineEnd.starts_with(rest.substr(0, kLineEnd.size()))) return malformed();
      if (rest.size() < kLineEnd.size()) break;
      rest.remove_prefix(kLineEnd.size());
      state_ = State::size_line;
    } else {
      std::string_view line;
      const Result<bool> taken = take_line(rest, line);
      if (!taken) return taken.error();
      if (!*taken) break;
      const Result<void> read =
          state_ == State::trailer ? read_trailer(line) : read_size(line, body_bytes_max);
      if (!read) return read.error();
    }
  }
  return bytes.size() - rest.size();
}

Result<bool> ChunkedDecoder::take_line(std::string_view& rest, std::string_view& line) const {
  const std::size_t end = rest.find(kLineEnd);
  if (end == std::string_view::npos) {
    // The last byte may be the first half of the line's end.
    if (rest.size() > kLineBytesMax + 1) return malformed();
    return false;
  }
  if (end > kLineBytesMax) return malformed();
  line = rest.substr(0, end);
  rest.remove_prefix(end + kLineEnd.size());
  if (has_control(line)) return malformed();
  return true;
}

Result<void> ChunkedDecoder::read_size(std::string_view line, std::size_t body_bytes_max) {
  std::uint64_t size = 0;
  const auto parsed = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  if (parsed.ec != std::errc()) return malformed();
  line.remove_prefix(static_cast<std::size_t>(parsed.ptr - line.data()));
  const std::size_t extension = line.find_first_not_of(" \t");
  if (extension != std::string_view::npos && line[extension] != ';') return malformed();
  if (decoded_ > body_bytes_max || size > body_bytes_max - decoded_) {
    return body_too_large(body_bytes_max);
  }
  left_ = size;
  state_ = size == 0 ? State::trailer : State::data;
  return {};
}

Result<void> ChunkedDecoder::read_trailer(std::string_view line) {
  if (line.empty()) {
    state_ = State::done;
    return {};
  }
  trailer_bytes_ += line.size();
  if (trailer_bytes_ > kTrailerBytesMax) return malformed();
  // The fields mean nothing to us, but what is no field is no trailer.
  const std::size_t colon = line.find_first_of(": \t");
  if (colon == 0 || colon == std::string_view::npos || line[colon] != ':') return malformed();
  return {};
}

}  // namespace chatkit::http
