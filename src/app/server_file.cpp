#include "app/server_file.hpp"

#include "app/json_fields.hpp"
#include "app/private_file.hpp"
#include "json/writer.hpp"

namespace chatkit::app {

Result<void> write_server_file(const std::filesystem::path& file, const ServerFile& server) {
  std::string text;
  json::ObjectWriter object(text);
  object.string("url", server.url).number("pid", server.pid);
  object.string("admin_token", server.admin_token.expose());
  object.close();
  return write_private_file(file, text + "\n");
}

Result<ServerFile> read_server_file(const std::filesystem::path& file) {
  const auto text = read_private_file(file);
  if (!text) return text.error();
  const auto fields = JsonFields::read(*text);
  const auto url = fields ? fields->text("url") : std::nullopt;
  const auto token = fields ? fields->text("admin_token") : std::nullopt;
  if (!url || !token) {
    return operator_error(ErrorKind::invalid_request, file.string() + " is not a server file");
  }
  ServerFile server;
  server.url = *url;
  server.pid = fields->number("pid").value_or(0);
  server.admin_token = Secret(*token);
  return server;
}

}  // namespace chatkit::app
