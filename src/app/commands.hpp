#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/shell.hpp"

// The program's commands. Each writes to the shell and says how it went; failures are thrown as
// CommandError or as what libchatkit throws.
namespace chatkit::app {

/// Runs the program: reads the words, does what they say, turns every failure into a message on
/// `shell.err` and an exit code. Nothing escapes.
ExitCode run_program(const std::vector<std::string>& words, Shell& shell);

ExitCode serve(const Arguments& arguments, Shell& shell);
ExitCode check_config(const Arguments& arguments, Shell& shell);

ExitCode create_session(const Arguments& arguments, Shell& shell);
ExitCode get_session(const Arguments& arguments, Shell& shell);
ExitCode cancel_session(const Arguments& arguments, Shell& shell);

ExitCode list_threads(const Arguments& arguments, Shell& shell);
ExitCode get_thread(const Arguments& arguments, Shell& shell);
ExitCode update_thread(const Arguments& arguments, Shell& shell);
ExitCode delete_thread(const Arguments& arguments, Shell& shell);
ExitCode list_items(const Arguments& arguments, Shell& shell);

ExitCode chat(const Arguments& arguments, Shell& shell);

ExitCode create_key(const Arguments& arguments, Shell& shell);
ExitCode list_keys(const Arguments& arguments, Shell& shell);
ExitCode revoke_key(const Arguments& arguments, Shell& shell);

ExitCode backup(const Arguments& arguments, Shell& shell);
ExitCode export_archive(const Arguments& arguments, Shell& shell);
ExitCode import_archive(const Arguments& arguments, Shell& shell);
ExitCode migrate(const Arguments& arguments, Shell& shell);

}  // namespace chatkit::app
