#include "responder/model/settings.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "responder/model/failure.hpp"
#include "workflow/secrets.hpp"
#include "workflow/template.hpp"

namespace chatkit::responder {
namespace {

/// The options of one workflow. Their texts were checked when the workflow was read.
class Options {
 public:
  explicit Options(const workflow::Workflow& workflow) : options_(workflow.responder_options) {}

  std::string_view text(const std::string& key) const {
    const auto found = options_.find(key);
    return found == options_.end() ? std::string_view() : std::string_view(found->second);
  }
  template <class Number>
  std::optional<Number> number(const std::string& key) const {
    const std::string_view digits = text(key);
    Number value{};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc()) return std::nullopt;
    return value;
  }
  std::chrono::milliseconds duration(const std::string& key, std::chrono::milliseconds rest) const {
    return std::chrono::milliseconds(number<std::int64_t>(key).value_or(rest.count()));
  }

 private:
  const std::map<std::string, std::string>& options_;
};

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    words.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return words;
}

std::string completions_url(std::string_view base) {
  while (base.ends_with('/')) base.remove_suffix(1);
  return std::string(base) + "/chat/completions";
}

Result<Secret> key_of(const workflow::Workflow& workflow, const Options& options) {
  const std::string file(options.text("key_file"));
  if (!file.empty()) return workflow::secret_of_file(file);
  const auto found = workflow.secrets.find("key");
  return found == workflow.secrets.end() ? Secret() : found->second;
}

}  // namespace

Result<ModelSettings> model_settings(const SessionView& session) {
  const Options options(*session.workflow);
  Result<Secret> key = key_of(*session.workflow, options);
  if (!key) return failure(kNotReachable, "the key: " + key.error().message);
  ModelSettings settings;
  settings.url = completions_url(options.text("url"));
  settings.model = options.text("model");
  settings.models = words_of(options.text("models"));
  settings.key = *std::move(key);
  settings.instructions =
      workflow::fill_template(options.text("instructions"), session.state_variables);
  settings.context_tokens =
      options.number<std::size_t>("context_tokens").value_or(settings.context_tokens);
  settings.output_tokens_max = options.number<std::int64_t>("max_output_tokens");
  settings.temperature = options.number<double>("temperature");
  settings.connect_timeout = options.duration("connect_timeout", settings.connect_timeout);
  settings.idle_timeout = options.duration("idle_timeout", settings.idle_timeout);
  settings.makes_title = options.text("title") != "false";
  return settings;
}

const std::string& chosen_model(const ModelSettings& settings,
                                const std::optional<std::string>& wish) {
  if (!wish) return settings.model;
  const auto allowed = std::find(settings.models.begin(), settings.models.end(), *wish);
  return allowed == settings.models.end() ? settings.model : *allowed;
}

}  // namespace chatkit::responder
