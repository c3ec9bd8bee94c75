// Bytes as a form: the first line is the request's content type, the rest its body. What comes out
// must not depend on how the body is cut, and no part of a body may come out twice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "files/content_type.hpp"
#include "files/file_name.hpp"
#include "files/multipart.hpp"
#include "files/text_check.hpp"

namespace {

using namespace chatkit;
using files::Multipart;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  std::string events;
  std::size_t data_bytes = 0;
  bool failed = false;
  bool ended = false;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

void note(Outcome& outcome, const Multipart::Event& event) {
  switch (event.kind) {
    case Multipart::Kind::part:
      outcome.events += "part " + event.head.name + " " + event.head.file_name.value_or("-") + " " +
                        event.head.content_type + "\n";
      return;
    case Multipart::Kind::data:
      require(!event.data.empty());
      outcome.events += event.data;
      outcome.data_bytes += event.data.size();
      return;
    case Multipart::Kind::part_end:
      outcome.events += "\nend of part\n";
      return;
    case Multipart::Kind::end:
      outcome.events += "end\n";
      return;
  }
}

Outcome read_form(Multipart reader, std::string_view body, std::size_t piece) {
  Outcome outcome;
  for (std::size_t at = 0; at < body.size(); at += piece) {
    reader.add(body.substr(at, piece));
    for (;;) {
      const auto event = reader.next();
      outcome.failed = !event;
      if (!event) return outcome;
      if (!*event) break;
      note(outcome, **event);
    }
  }
  outcome.ended = reader.ended();
  return outcome;
}

void check_name(std::string_view name) {
  const std::string clean = files::clean_name(name);
  require(!clean.empty() && clean.size() <= 255);
  require(clean.find_first_of("/\\\r\n") == std::string::npos && clean.front() != '.');
  require(files::clean_name(clean) == clean);
  const std::string header = files::content_disposition("attachment", clean);
  require(header.find_first_of("\r\n") == std::string::npos);
}

void check_content(std::string_view content, std::string_view declared) {
  files::TextCheck check;
  check.feed(content);
  files::Evidence evidence;
  evidence.head = content;
  evidence.is_text = check.is_text();
  const std::string type = files::content_type(evidence, files::normal_type(declared));
  require(type.empty() || files::normal_type(type) == type);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view body = input.substr(std::min(line + 1, input.size()));
  check_name(input);
  check_content(body, input.substr(0, line));
  const auto reader = Multipart::for_content_type(input.substr(0, line));
  if (!reader) return 0;
  const Outcome whole = read_form(*reader, body, body.size() + 1);
  require(whole.data_bytes <= body.size());
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const Outcome cut = read_form(*reader, body, piece);
    // A body that turns out broken may have shown more or less of its last part before that.
    require(cut.failed == whole.failed);
    if (!whole.failed) require(cut == whole);
  }
  return 0;
}
