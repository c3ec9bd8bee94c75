#pragma once

#include <simdjson.h>

#include <map>
#include <string>

namespace chatkit::test {

/// Compares what came with what a trace says. A name such as `<thr:1>` stands for the same
/// text wherever it appears, `<time>` for any text.
class Unknowns {
 public:
  /// Empty if they are the same; otherwise where and how they differ.
  std::string difference(simdjson::dom::element expected, simdjson::dom::element actual,
                         const std::string& place = "");
  /// `text` with every known name replaced by what it stands for.
  std::string filled(std::string text) const;

 private:
  std::string objects(simdjson::dom::object expected, simdjson::dom::object actual,
                      const std::string& place);
  std::string arrays(simdjson::dom::array expected, simdjson::dom::array actual,
                     const std::string& place);
  bool same_text(const std::string& expected, const std::string& actual);

  std::map<std::string, std::string> known_;
};

}  // namespace chatkit::test
