#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chatkit::http {

/// Takes a chunked body apart. Source: RFC 9112, section 7.1.
///
/// Our own, since Beast 1.81 ends the program when the last chunk arrives in pieces (an assertion
/// of basic_parser::parse_chunk_header). Stricter than the standard where leniency has led servers
/// and proxies to disagree: no bare line feed, no control character in extensions and trailers.
class ChunkedDecoder {
 public:
  /// Appends what `bytes` carry of the body to `out` and returns how many bytes were used; those
  /// that were not are to be given again with more behind them. Stops at the body's end.
  /// Errors: too_large once the body would pass `body_bytes_max`; invalid_request.
  Result<std::size_t> feed(std::string_view bytes, std::string& out, std::size_t body_bytes_max);
  bool done() const noexcept { return state_ == State::done; }

 private:
  enum class State { size_line, data, data_end, trailer, done };

  /// Takes a line of `rest`, without its end; false if it is not complete yet.
  Result<bool> take_line(std::string_view& rest, std::string_view& line) const;
  Result<void> read_size(std::string_view line, std::size_t body_bytes_max);
  Result<void> read_trailer(std::string_view line);

  State state_ = State::size_line;
  std::uint64_t left_ = 0;
  /// Of the body so far, whatever became of it.
  std::uint64_t decoded_ = 0;
  std::size_t trailer_bytes_ = 0;
};

/// 413, said before or while a body is read.
Error body_too_large(std::size_t body_bytes_max);

}  // namespace chatkit::http
