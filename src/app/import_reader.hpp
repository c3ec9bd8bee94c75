#pragma once

#include <cstdint>
#include <deque>
#include <istream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "app/archive.hpp"
#include "base/result.hpp"

namespace chatkit::app {

/// Reads a file of archive records: our own lines, or answers of the REST API, one document a line
/// or one document in the whole file: threads, items, and lists of them. An item of the REST API
/// needs its thread earlier in the file; lists in descending order come out oldest first.
class ImportReader {
 public:
  /// `workflow_id`: what to file threads of the REST API under.
  ImportReader(std::istream& in, std::string workflow_id);

  /// The next record, or what is wrong with it; nothing at the end. A thread may come again, before
  /// more of its items.
  std::optional<Result<ArchiveRecord>> next();
  /// Where the last record began, from 1.
  std::int64_t line() const noexcept { return line_; }

 private:
  void read_document(std::string_view text);
  void read_list(std::string_view data);
  void read_thread(std::string_view json);
  void read_item(std::string_view json);
  void read_own(std::string_view json);
  bool read_text();

  std::istream* in_;
  /// What was read ahead of a file whose first line is broken.
  std::istringstream ahead_;
  std::string workflow_id_;
  std::int64_t line_ = 0;
  std::string text_;
  std::deque<Result<ArchiveRecord>> ready_;
  /// Threads of the REST API so far.
  std::map<std::string, store::Thread, std::less<>> threads_;
  std::string current_thread_;
};

}  // namespace chatkit::app
