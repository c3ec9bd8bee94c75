"""Each rule of the lint fails on a planted mistake, and a clean file passes all of them."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from tidy_check import findings_of  # noqa: E402

CLEAN_HEADER = """#pragma once

#include <string>

#include "base/result.hpp"
#include "chatkit/thread.hpp"

namespace chatkit::store {

/// A comment may say co_await f(Point{1, 2}) or ask: really?
struct Row {
  std::string text = "a literal may hold { and ? and std::cout";
  bool is_empty() const { return text.empty(); }
};

}  // namespace chatkit::store
"""

CLEAN_COROUTINES = """#include "conversation/turn.hpp"

namespace chatkit::conversation {

awaitable<Result<void>> run(std::shared_ptr<Turn> turn) {
  Point where{1, 2};
  const int count = turn->busy() ? 1 : 2;
  if (auto sent = co_await turn->emit(std::move(where)); !sent) {
    co_return sent.error();
  }
  auto row = co_await read(turn, [](int a) { return a > 0 ? a : -a; });
  std::vector<int> numbers{1, 2, 3};
  for (int number : numbers) co_await put(turn, number);
  switch (co_await kind(turn)) {
    case 1: {
      co_await put(turn, row[0]);
    }
  }
  co_spawn(turn->executor(), []() -> awaitable<void> { co_await nothing(); }, detached);
  co_return Result<void>();
}

}  // namespace chatkit::conversation
"""


def coroutine(body: str) -> str:
    return f"awaitable<void> run(Turn turn) {{\n  {body}\n  co_return;\n}}\n"


class TidyCase(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def rules(self, path: str, text: str) -> list[str]:
        """The names of the rules that `text` breaks when it lies at `path`."""
        file = Path(self.folder.name, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        count, found = findings_of(Path(self.folder.name))
        self.assertGreaterEqual(count, 1)
        file.unlink()
        return [finding.rule for finding in found]


class CleanFiles(TidyCase):
    def test_a_clean_header_passes(self) -> None:
        self.assertEqual(self.rules("src/store/row.hpp", CLEAN_HEADER), [])

    def test_clean_coroutines_pass(self) -> None:
        self.assertEqual(self.rules("src/conversation/run.cpp", CLEAN_COROUTINES), [])

    def test_the_tree_without_files_is_no_success(self) -> None:
        self.assertEqual(findings_of(Path(self.folder.name)), (0, []))


class Sizes(TidyCase):
    def test_a_file_at_the_limit_passes_and_one_line_more_fails(self) -> None:
        self.assertEqual(self.rules("src/base/a.cpp", "int a;\n" * 400), [])
        self.assertEqual(self.rules("src/base/a.cpp", "int a;\n" * 401), ["file-size"])

    def test_a_test_may_hold_600_lines(self) -> None:
        self.assertEqual(self.rules("tests/unit/a.cpp", "int a;\n" * 600), [])
        self.assertEqual(self.rules("tests/unit/a.cpp", "int a;\n" * 601), ["file-size"])

    def test_a_line_of_101_columns_fails(self) -> None:
        self.assertEqual(self.rules("src/base/a.cpp", "//" + "x" * 98 + "\n"), [])
        self.assertEqual(self.rules("src/base/a.cpp", "//" + "x" * 99 + "\n"), ["line-length"])

    def test_a_function_of_61_lines_fails(self) -> None:
        for count, expected in ((58, []), (59, ["function-size"])):
            body = "  call();\n" * count
            text = f"class B : public C {{\n void f(int x) const {{\n{body}}}\n}};\n"
            text = "namespace a {\n" + text + "}\n"
            self.assertEqual(self.rules("src/base/a.cpp", text), expected)

    def test_a_long_test_body_and_a_long_template_fail(self) -> None:
        body = "  call();\n" * 60
        self.assertEqual(self.rules("tests/unit/a.cpp", f"TEST(A, B) {{\n{body}}}\n"),
                         ["function-size"])
        text = f"template <class T>\nstruct S f(T x) {{\n{body}}}\n"
        self.assertEqual(self.rules("src/base/a.cpp", text), ["function-size"])

    def test_a_long_class_or_table_is_no_long_function(self) -> None:
        members = "  int f() { return 1; }\n" * 100
        self.assertEqual(self.rules("src/base/a.cpp", f"class A {{\n{members}}};\n"), [])
        rows = "  1,\n" * 100
        self.assertEqual(self.rules("src/base/a.cpp", f"const int table[] = {{\n{rows}}};\n"), [])


class Arrows(TidyCase):
    def refuses(self, path: str, include: str, rule: str = "include-arrow") -> None:
        self.assertEqual(self.rules(path, f"#include {include}\n"), [rule])

    def allows(self, path: str, include: str) -> None:
        self.assertEqual(self.rules(path, f"#include {include}\n"), [])

    def test_rooms_against_the_arrows_fail(self) -> None:
        self.refuses("src/json/a.cpp", '"store/store.hpp"')
        self.refuses("src/base/a.cpp", '"json/writer.hpp"')
        self.refuses("src/store/a.cpp", '"store/sqlite/sqlite_store.hpp"')
        self.refuses("src/client/a.cpp", '"access/access.hpp"')
        self.refuses("src/conversation/a.cpp", '"http/server.hpp"')
        self.refuses("src/access/a.cpp", '"exchange/reply.hpp"')

    def test_rooms_along_the_arrows_pass(self) -> None:
        self.allows("src/store/sqlite/a.cpp", '"store/store.hpp"')
        self.allows("src/rest/a.cpp", '"exchange/reply.hpp"')
        self.allows("src/app/a.cpp", '"http/server.hpp"')
        self.allows("src/client/a.cpp", '"chatkit/session.hpp"')

    def test_the_servers_rooms_do_not_see_the_clients_public_headers(self) -> None:
        self.refuses("src/rest/a.cpp", '"chatkit/client.hpp"')
        self.allows("src/client/a.cpp", '"chatkit/client.hpp"')

    def test_each_library_is_seen_by_its_room_alone(self) -> None:
        for library, home in (("<boost/beast/core.hpp>", "http"), ("<sqlite3.h>", "store/sqlite"),
                              ("<openssl/hmac.h>", "crypto"), ("<yaml-cpp/yaml.h>", "workflow"),
                              ("<simdjson.h>", "json"), ("<curl/curl.h>", "client"),
                              ("<spdlog/spdlog.h>", "telemetry"), ("<CLI/CLI.hpp>", "app")):
            with self.subTest(library=library):
                self.allows(f"src/{home}/a.cpp", library)
                self.refuses("src/access/a.cpp", library)

    def test_an_unknown_library_and_an_unknown_room_fail(self) -> None:
        self.refuses("src/json/a.cpp", "<nlohmann/json.hpp>")
        self.refuses("src/extras/a.cpp", "<vector>", "unknown-room")

    def test_a_public_header_includes_the_standard_library_alone(self) -> None:
        for include in ("<boost/asio.hpp>", "<curl/curl.h>", '"base/result.hpp"', "<unistd.h>"):
            with self.subTest(include=include):
                text = f"#pragma once\n#include {include}\n"
                self.assertEqual(self.rules("include/chatkit/a.hpp", text), ["public-include"])
        text = '#pragma once\n#include <vector>\n#include "chatkit/time.hpp"\n'
        self.assertEqual(self.rules("include/chatkit/a.hpp", text), [])

    def test_a_header_without_pragma_once_fails(self) -> None:
        self.assertEqual(self.rules("src/base/a.hpp", "int a;\n"), ["pragma-once"])


class Coroutines(TidyCase):
    def refuses(self, body: str) -> None:
        found = self.rules("src/conversation/a.cpp", coroutine(body))
        self.assertEqual(found, ["coroutine"], body)

    def allows(self, body: str) -> None:
        self.assertEqual(self.rules("src/conversation/a.cpp", coroutine(body)), [], body)

    def test_braced_temporaries_fail(self) -> None:
        self.refuses("co_await send(Point{1, 2});")
        self.refuses("co_await send({1, 2});")
        self.refuses("auto x = co_await send({.a = 1});")
        self.refuses("if (co_await send(Point{})) return_it();")
        self.refuses("co_return pair(Point{1}, co_await send());")
        self.refuses("auto x = pair(co_await send(), Point{1});")

    def test_a_co_await_inside_a_braced_initialiser_fails(self) -> None:
        self.refuses("Row row{co_await read()};")
        self.refuses("co_return Row{.a = co_await read()};")
        self.refuses("keep(std::vector<int>{co_await read()});")

    def test_capturing_lambdas_fail_and_plain_ones_pass(self) -> None:
        self.refuses("co_await post([&] { done(); });")
        self.refuses("co_await post([turn](int a) mutable { use(a); });")
        self.allows("co_await post([] { done(); });")
        self.allows("auto task = [turn] { use(turn); }; co_await post(std::move(task));")

    def test_conditional_expressions_fail(self) -> None:
        self.refuses("co_await send(a ? b : c);")
        self.refuses("auto x = ready ? co_await send() : 0;")
        self.refuses("while (co_await more() ? a : b) step();")

    def test_structured_bindings_fail(self) -> None:
        self.refuses("auto [a, b] = co_await read();")
        self.refuses("const auto& [a, b] = co_await read();")

    def test_neighbouring_statements_do_not_count(self) -> None:
        self.allows("int a = b ? 1 : 2; co_await send(a); Point p{1};")
        self.allows("if (a) { co_await send(b); } else { int c = d ? 1 : 2; }")
        self.allows("for (auto& row : rows) { co_await send(row[0]); }")
        self.allows("label: { co_await send(a); } Point p{1};")


class Words(TidyCase):
    def test_unfinished_words_fail(self) -> None:
        for word in ("TODO", "FIXME", "stub", "not implemented", "placeholder"):
            with self.subTest(word=word):
                self.assertEqual(self.rules("src/base/a.cpp", f"// {word}\n"), ["unfinished"])

    def test_vague_names_fail(self) -> None:
        self.assertEqual(self.rules("src/base/a.cpp", "class KeyManager;\n"), ["vague-name"])
        self.assertEqual(self.rules("src/base/string_utils.cpp", "int a;\n"), ["vague-name"])

    def test_printing_fails_outside_the_program(self) -> None:
        text = "void f() { std::cout << 1; }\n"
        self.assertEqual(self.rules("src/store/a.cpp", text), ["printing"])
        self.assertEqual(self.rules("src/app/a.cpp", text), [])

    def test_paths_of_one_machine_fail(self) -> None:
        path = "/" + "work/x"
        self.assertEqual(self.rules("src/base/a.cpp", f"// {path}\n"), ["machine-path"])


if __name__ == "__main__":
    unittest.main()
