#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chatkit::files {

/// The parameter of a header value such as `multipart/form-data; boundary="x"`, unquoted; nothing
/// where it is absent or broken. Source: RFC 9110, section 5.6.6.
std::optional<std::string> header_parameter(std::string_view value, std::string_view name);

/// What a part says of itself.
struct PartHead {
  std::string name;
  /// As it came, path and all; unset for a field that is no file.
  std::optional<std::string> file_name;
  std::string content_type;
};

/// Takes a `multipart/form-data` body apart as it comes, holding no more of it than one line.
///
///   reader.add(bytes);
///   while (auto event = reader.next(); event && *event) { … }
///
/// Not safe from several threads. Limits: 16 parts, 8 KiB of header each, 4 KiB before the first.
/// Source: RFC 7578; RFC 2046, section 5.1.1.
class Multipart {
 public:
  enum class Kind { part, data, part_end, end };
  struct Event {
    Kind kind = Kind::data;
    /// Of `part`.
    PartHead head;
    /// Of `data`; good until the next `add`.
    std::string_view data;
  };

  /// For a request's `Content-Type`. Errors: unsupported_type; invalid_request (no boundary).
  static Result<Multipart> for_content_type(std::string_view content_type);

  /// More of the body; all events of what came before must have been taken.
  void add(std::string_view bytes);
  /// The next thing in what was added; nothing: more is needed, or the end was told.
  /// Errors: invalid_request, code `invalid_multipart`. None comes after an error.
  Result<std::optional<Event>> next();
  /// The closing boundary was read; what comes behind it is ignored.
  bool ended() const noexcept { return state_ == State::ended; }

 private:
  enum class State { preamble, boundary_end, header, data, ended };

  explicit Multipart(std::string_view boundary) : delimiter_("\r\n--") { delimiter_ += boundary; }

  std::string_view rest() const noexcept { return std::string_view(bytes_).substr(at_); }
  Result<bool> skip_preamble();
  Result<std::optional<Event>> read_boundary_end();
  Result<std::optional<Event>> read_header();
  Event read_data();

  /// The boundary with the line end and the two hyphens before it.
  std::string delimiter_;
  State state_ = State::preamble;
  std::string bytes_ = "\r\n";  // So that a boundary at the very beginning is like the others.
  std::size_t at_ = 0;
  std::size_t skipped_ = 0;
  std::size_t parts_ = 0;
  bool in_part_ = false;
};

}  // namespace chatkit::files
