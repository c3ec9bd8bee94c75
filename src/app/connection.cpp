#include "app/connection.hpp"

#include <chrono>
#include <exception>
#include <thread>
#include <utility>

#include "app/command_settings.hpp"
#include "app/private_file.hpp"
#include "app/server_file.hpp"

namespace chatkit::app {
namespace {

/// How long a directory that someone holds may take to say where it is served: a server that is
/// starting, or another command that is about to end.
constexpr std::chrono::seconds kHolderTime{5};
constexpr std::chrono::milliseconds kPollInterval{50};

std::string trim_line_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::string variable(const Shell& shell, const char* name) {
  return shell.environment ? shell.environment(name).value_or("") : "";
}

/// The address that the user named, if any: `--url`, CHATKIT_URL, or OPENAI_BASE_URL where no data
/// directory is named.
std::string named_url(const Arguments& arguments, const Shell& shell) {
  if (!arguments.url.empty()) return arguments.url;
  if (arguments.settings.contains("data")) return "";
  if (auto url = variable(shell, "CHATKIT_URL"); !url.empty()) return url;
  if (!variable(shell, "CHATKIT_DATA").empty()) return "";
  return variable(shell, "OPENAI_BASE_URL");
}

/// Whether `base_url` is an address of the service at `server_url`.
bool is_under(const std::string& base_url, const std::string& server_url) {
  return base_url.starts_with(server_url) &&
         (base_url.size() == server_url.size() || base_url[server_url.size()] == '/');
}

}  // namespace

Connection Connection::to_data(const Arguments& arguments, const Shell& shell, Missing missing) {
  Connection connection;
  connection.open_data(arguments, shell, missing);
  return connection;
}

Connection Connection::to_service(const Arguments& arguments, const Shell& shell, Missing missing) {
  Connection connection;
  const auto url = named_url(arguments, shell);
  if (url.empty()) {
    connection.open_data(arguments, shell, missing);
    return connection;
  }
  const auto settings = resolve_command_settings(arguments, shell).settings;
  connection.base_url_ = url;
  // A service that OPENAI_BASE_URL names is given that variable's companion before our own key.
  const bool is_foreign = arguments.url.empty() && variable(shell, "CHATKIT_URL").empty();
  if (is_foreign) connection.key_ = Secret(variable(shell, "OPENAI_API_KEY"));
  if (connection.key_.empty()) connection.key_ = settings.api_key;
  if (connection.key_.empty()) connection.key_ = Secret(variable(shell, "OPENAI_API_KEY"));
  if (connection.key_.empty()) {
    // Our own key goes to our own server only.
    const auto server = read_server_file(settings.data / "server.json");
    if (server && is_under(url, server->url)) connection.find_key(settings);
  }
  return connection;
}

void Connection::open_data(const Arguments& arguments, const Shell& shell, Missing missing) {
  auto settings = resolve_command_settings(arguments, shell).settings;
  const auto folder = settings.data;
  const auto end = std::chrono::steady_clock::now() + kHolderTime;
  while (true) {
    auto data = DataDirectory::open(folder, missing, "chatkit " + arguments.command);
    if (data) {
      find_key(settings);
      local_ = std::make_unique<LocalService>(std::move(settings), *std::move(data));
      const auto& first_key = local_->instance().first_key();
      if (first_key) key_ = *first_key;
      base_url_ = local_->instance().url() + "/v1";
      admin_.emplace(local_->instance().url(), local_->instance().admin_token());
      return;
    }
    if (data.error().kind != ErrorKind::conflict) throw command_error(data.error());
    const auto server = read_server_file(folder / "server.json");
    if (server) {
      find_key(settings);
      base_url_ = server->url + "/v1";
      admin_.emplace(server->url, server->admin_token);
      return;
    }
    if (std::chrono::steady_clock::now() >= end) throw command_error(data.error());
    std::this_thread::sleep_for(kPollInterval);
  }
}

void Connection::find_key(const Settings& settings) {
  key_ = settings.api_key;
  if (!key_.empty()) return;
  const auto text = read_private_file(settings.data / "api-key");
  if (!text && text.error().kind == ErrorKind::permission) throw command_error(text.error());
  if (text) key_ = Secret(trim_line_end(*text));
}

/// The key file may be gone, or name a key of long ago: whoever may read server.json or the whole
/// data directory may have a key for the length of a command.
void Connection::make_temporary_key() {
  const auto made = JsonFields::read(admin_->post("/admin/keys", R"({"name":"command line"})"));
  const auto id = made ? made->text("id") : std::nullopt;
  const auto text = made ? made->text("key") : std::nullopt;
  if (!id || !text) throw CommandError(ExitCode::failure, "the service made no key");
  temporary_key_id_ = *id;
  key_ = Secret(*text);
}

Connection::~Connection() {
  if (temporary_key_id_.empty() || !admin_) return;
  try {
    admin_->post("/admin/keys/" + percent_encode(temporary_key_id_) + "/revoke", "");
  } catch (const std::exception&) {
    // The command has done its work; `chatkit keys list` shows the key that stayed.
  }
}

const Client& Connection::client() {
  if (client_) return *client_;
  if (key_.empty() && admin_) make_temporary_key();
  if (key_.empty()) {
    throw CommandError(ExitCode::refused,
                       "no API key: give --api-key, or set CHATKIT_API_KEY or OPENAI_API_KEY");
  }
  ClientOptions options;
  options.api_key = key_.expose();
  options.base_url = base_url_;
  client_.emplace(options);
  return *client_;
}

const AdminClient& Connection::admin() const {
  if (!admin_) {
    throw CommandError(ExitCode::usage, "this works on a data directory only: use --data DIR");
  }
  return *admin_;
}

}  // namespace chatkit::app
