// Runs a fuzzer's entry point without libFuzzer: every seed of its corpus, then mutations of the
// seeds for a bounded time. The mutations follow from a fixed seed number, so that a run can be
// repeated; a failing input is the one whose number is printed last with CHATKIT_FUZZ_TRACE=1.
//
//   fuzz_x [corpus folder] [seconds]
//
// Without arguments the corpus is tests/fuzz/corpus/<program name> under the working directory (or
// CHATKIT_FUZZ_CORPUS, where the build defines it), and the time is 3 seconds.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kInputBytesMax = 64U << 10U;
constexpr std::uint32_t kRandomSeed = 20'261'122;

using Random = std::mt19937;

std::size_t pick(Random& random, std::size_t below) {
  return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
}

std::vector<std::string> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());  // The same order everywhere: runs can be repeated.
  std::vector<std::string> seeds;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return seeds;
}

/// Bytes that formats give a meaning to, and those at the edges of ranges.
char telling_byte(Random& random) {
  static constexpr std::string_view kBytes(
      "\"\\{}[],:0-1.eEu/nrt \t\r\n\0;=&?%+_\x7F\x80\xBF\xC0\xFF", 36);
  return kBytes[pick(random, kBytes.size())];
}

void mutate_once(std::string& input, const std::vector<std::string>& seeds, Random& random) {
  const std::size_t at = pick(random, input.size() + 1);
  const std::size_t left = input.size() - at;
  switch (pick(random, 7)) {
    case 0:
      input.insert(at, 1, telling_byte(random));
      return;
    case 1:
      input.insert(at, 1, static_cast<char>(pick(random, 256)));
      return;
    case 2:
      input.erase(at, 1 + pick(random, 8));
      return;
    case 3:
      input.resize(at);
      return;
    case 4:
      if (left > 0) input[at] ^= static_cast<char>(1U << pick(random, 8));
      return;
    case 5: {  // Repeats a piece, which makes things deep or long.
      const std::string piece = input.substr(at, 1 + pick(random, 64));
      for (std::size_t i = 0; i < 1 + pick(random, 80); ++i) input.insert(at, piece);
      return;
    }
    default: {  // Splices in a piece of another seed.
      const std::string& other = seeds[pick(random, seeds.size())];
      const std::size_t from = pick(random, other.size() + 1);
      input.insert(at, other.substr(from, 1 + pick(random, 64)));
      return;
    }
  }
}

void run(const std::string& input) {
  // A copy of the exact size lets AddressSanitizer see a read past the end.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::filesystem::path corpus_folder(int count, char** arguments) {
  if (count > 1) return arguments[1];
#ifdef CHATKIT_FUZZ_CORPUS
  return CHATKIT_FUZZ_CORPUS;
#else
  const std::filesystem::path program = std::filesystem::path(arguments[0]).filename();
  return std::filesystem::path("tests/fuzz/corpus") / program;
#endif
}

}  // namespace

int main(int count, char** arguments) {
  const auto folder = corpus_folder(count, arguments);
  std::vector<std::string> seeds = read_corpus(folder);
  std::printf("%zu seeds from %s\n", seeds.size(), folder.c_str());
  for (const auto& seed : seeds) run(seed);
  run({});
  if (seeds.empty()) seeds.emplace_back();

  const double seconds = count > 2 ? std::strtod(arguments[2], nullptr) : 3.0;
  const bool trace = std::getenv("CHATKIT_FUZZ_TRACE") != nullptr;
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  Random random(kRandomSeed);
  std::uint64_t inputs = 0;
  while (std::chrono::steady_clock::now() < end) {
    std::string input = seeds[pick(random, seeds.size())];
    for (std::size_t i = 0; i < 1 + pick(random, 6); ++i) mutate_once(input, seeds, random);
    if (input.size() > kInputBytesMax) input.resize(kInputBytesMax);
    ++inputs;
    if (trace) {
      std::printf("input %llu, %zu bytes\n", static_cast<unsigned long long>(inputs), input.size());
      std::fflush(stdout);
    }
    run(input);
  }
  std::printf("%llu mutated inputs, no finding\n", static_cast<unsigned long long>(inputs));
  return 0;
}
