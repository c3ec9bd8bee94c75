#include "telemetry/metrics.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

namespace chatkit::telemetry {
namespace {

void append_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
    return;
  }
  if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
    return;
  }
  std::array<char, 32> text{};
  // Plain digits where they are short: people compare these texts.
  const double size = std::abs(value);
  const auto format = value == 0 || (size >= 1e-6 && size < 1e15) ? std::chars_format::fixed
                                                                  : std::chars_format::general;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format);
  out.append(text.data(), end.ptr);
}

/// Help texts escape what would end their line.
void append_help(std::string& out, std::string_view help) {
  for (const char character : help) {
    if (character == '\\') {
      out += "\\\\";
    } else if (character == '\n') {
      out += "\\n";
    } else {
      out.push_back(character);
    }
  }
}

/// `name{labels}` and a space; `extra` is a label of the format's own, such as `le="0.1"`.
void append_series(std::string& out, std::string_view name, std::string_view labels,
                   std::string_view extra = "") {
  out += name;
  if (!labels.empty() || !extra.empty()) {
    out.push_back('{');
    out += labels;
    if (!labels.empty() && !extra.empty()) out.push_back(',');
    out += extra;
    out.push_back('}');
  }
  out.push_back(' ');
}

}  // namespace

void Histogram::observe(double seconds) noexcept {
  if (!(seconds >= 0)) seconds = 0;  // A clock that ran backwards, or not a number.
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
  sum_nanoseconds_.fetch_add(static_cast<std::uint64_t>(std::min(seconds, 1e9) * 1e9),
                             std::memory_order_relaxed);
}

Metrics::Entry& Metrics::entry(std::string_view name, std::string_view help,
                               std::string_view labels) {
  for (Entry& known : entries_) {
    if (known.name == name && known.labels == labels) return known;
  }
  Entry& made = entries_.emplace_back();
  made.name = name;
  made.help = help;
  made.labels = labels;
  return made;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, std::string_view labels) {
  const std::lock_guard lock(mutex_);
  Entry& found = entry(name, help, labels);
  assert(found.gauge == nullptr && found.histogram == nullptr && !found.read);
  if (found.counter == nullptr) found.counter = &counters_.emplace_back();
  return *found.counter;
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, std::string_view labels) {
  const std::lock_guard lock(mutex_);
  Entry& found = entry(name, help, labels);
  assert(found.counter == nullptr && found.histogram == nullptr && !found.read);
  if (found.gauge == nullptr) found.gauge = &gauges_.emplace_back();
  return *found.gauge;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help,
                              std::string_view labels) {
  const std::lock_guard lock(mutex_);
  Entry& found = entry(name, help, labels);
  assert(found.counter == nullptr && found.gauge == nullptr && !found.read);
  if (found.histogram == nullptr) found.histogram = &histograms_.emplace_back();
  return *found.histogram;
}

void Metrics::callback(std::string_view name, std::string_view help, std::function<double()> read) {
  const std::lock_guard lock(mutex_);
  Entry& found = entry(name, help, "");
  assert(found.counter == nullptr && found.gauge == nullptr && found.histogram == nullptr);
  found.read = std::move(read);
}

void Metrics::append_histogram(std::string& out, const Entry& entry) {
  const Histogram& histogram = *entry.histogram;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < histogram.buckets_.size(); ++i) {
    total += histogram.buckets_[i].load(std::memory_order_relaxed);
    std::string bound = "le=\"";
    if (i < Histogram::kBounds.size()) {
      append_number(bound, Histogram::kBounds[i]);
    } else {
      bound += "+Inf";
    }
    bound.push_back('"');
    append_series(out, entry.name + "_bucket", entry.labels, bound);
    out += std::to_string(total) + "\n";
  }
  append_series(out, entry.name + "_sum", entry.labels);
  const auto sum = histogram.sum_nanoseconds_.load(std::memory_order_relaxed);
  append_number(out, static_cast<double>(sum) / 1e9);
  out.push_back('\n');
  append_series(out, entry.name + "_count", entry.labels);
  out += std::to_string(total) + "\n";
}

void Metrics::append_entry(std::string& out, const Entry& entry) {
  if (entry.histogram != nullptr) return append_histogram(out, entry);
  append_series(out, entry.name, entry.labels);
  if (entry.counter != nullptr) {
    out += std::to_string(entry.counter->value());
  } else if (entry.gauge != nullptr) {
    out += std::to_string(entry.gauge->value());
  } else {
    append_number(out, entry.read());
  }
  out.push_back('\n');
}

std::string Metrics::text() const {
  // The series of one family must stand together, under one header. Callbacks run without the
  // lock, so that one may use this registry; entries are never removed or moved.
  std::vector<std::vector<const Entry*>> families;
  {
    const std::lock_guard lock(mutex_);
    for (const Entry& entry : entries_) {
      auto family = families.begin();
      while (family != families.end() && family->front()->name != entry.name) ++family;
      if (family == families.end()) family = families.emplace(family);
      family->push_back(&entry);
    }
  }
  std::string out;
  for (const auto& family : families) {
    const Entry& first = *family.front();
    out += "# HELP " + first.name + " ";
    append_help(out, first.help);
    const std::string_view type = first.counter != nullptr     ? "counter"
                                  : first.histogram != nullptr ? "histogram"
                                                               : "gauge";
    out += "\n# TYPE " + first.name + " ";
    out += type;
    out.push_back('\n');
    for (const Entry* entry : family) append_entry(out, *entry);
  }
  return out;
}

}  // namespace chatkit::telemetry
