#pragma once

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "app/admin_client.hpp"
#include "app/blocking.hpp"
#include "app/commands.hpp"
#include "app/local_service.hpp"
#include "app/server_file.hpp"
#include "unit/app/temporary_folder.hpp"

namespace chatkit::app::testing {

/// What one command said and how it ended.
struct Outcome {
  ExitCode code = ExitCode::failure;
  std::string out;
  std::string err;
};

/// Runs the program's commands in this process, over data directories of one folder.
class ProgramTest : public ::testing::Test {
 protected:
  Outcome run(const std::vector<std::string>& words, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Shell shell{in, out, err};
    shell.environment = [this](const std::string& name) {
      const auto found = variables_.find(name);
      return found == variables_.end() ? std::nullopt : std::optional(found->second);
    };
    Outcome outcome;
    outcome.code = run_program(words, shell);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  /// Serves a data directory in this process, announced as `chatkit serve` does.
  std::unique_ptr<LocalService> serve(const std::string& name) const {
    Settings settings;
    settings.data = folder_ / name;
    auto data = DataDirectory::open(settings.data, DataDirectory::Missing::make, "the test");
    if (!data) throw std::runtime_error(data.error().message);
    auto service = std::make_unique<LocalService>(settings, *std::move(data));
    ServerFile file;
    file.url = service->instance().url();
    file.admin_token = service->instance().admin_token();
    const auto written = write_server_file(service->instance().data().server_file(), file);
    if (!written) throw std::runtime_error(written.error().message);
    return service;
  }
  std::string key_of(const std::string& name) const {
    auto key = folder_.read(name + "/api-key");
    while (!key.empty() && key.back() == '\n') key.pop_back();
    return key;
  }

  TemporaryFolder folder_;
  std::map<std::string, std::string> variables_;
};

}  // namespace chatkit::app::testing
