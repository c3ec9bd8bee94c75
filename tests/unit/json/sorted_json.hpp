#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A minified JSON text taken apart just enough to compare two of them whatever their key order.
namespace chatkit::json_test {

class Splitter {
 public:
  explicit Splitter(std::string_view text) : rest_(text) {}

  /// The value at the front with the keys of every object in order.
  std::string sorted() {
    if (rest_.front() == '{') return object();
    if (rest_.front() == '[') return array();
    return std::string(scalar());
  }

  /// The fields of the object at the front, each value as its text.
  std::map<std::string, std::string> fields() {
    std::map<std::string, std::string> result;
    rest_.remove_prefix(1);
    while (rest_.front() != '}') {
      if (rest_.front() == ',') rest_.remove_prefix(1);
      const std::string_view name = scalar();
      rest_.remove_prefix(1);
      const char* const begin = rest_.data();
      sorted();
      result[std::string(name.substr(1, name.size() - 2))] = {begin, rest_.data()};
    }
    return result;
  }

  /// The elements of the array at the front, each as its text.
  std::vector<std::string> elements() {
    std::vector<std::string> result;
    rest_.remove_prefix(1);
    while (rest_.front() != ']') {
      if (rest_.front() == ',') rest_.remove_prefix(1);
      const char* const begin = rest_.data();
      sorted();
      result.emplace_back(begin, rest_.data());
    }
    return result;
  }

 private:
  std::string object() {
    std::vector<std::pair<std::string, std::string>> members;
    rest_.remove_prefix(1);
    while (rest_.front() != '}') {
      if (rest_.front() == ',') rest_.remove_prefix(1);
      std::string name(scalar());
      rest_.remove_prefix(1);
      members.emplace_back(std::move(name), sorted());
    }
    rest_.remove_prefix(1);
    std::sort(members.begin(), members.end());
    std::string out = "{";
    for (const auto& [name, value] : members) {
      if (out.size() > 1) out.push_back(',');
      out.append(name).append(":").append(value);
    }
    return out + "}";
  }

  std::string array() {
    std::string out = "[";
    rest_.remove_prefix(1);
    while (rest_.front() != ']') {
      if (rest_.front() == ',') {
        rest_.remove_prefix(1);
        out.push_back(',');
      }
      out.append(sorted());
    }
    rest_.remove_prefix(1);
    return out + "]";
  }

  std::string_view scalar() {
    std::size_t end = 0;
    if (rest_.front() == '"') {
      end = 1;
      while (rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
      ++end;
    } else {
      end = std::min(rest_.find_first_of(",]}"), rest_.size());
    }
    const auto token = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return token;
  }

  std::string_view rest_;
};

inline std::string sorted_json(std::string_view minified) { return Splitter(minified).sorted(); }

}  // namespace chatkit::json_test
