// What the manuals list is what the program has. SLUIS_ACCEPT=1 writes the lists anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "sluis/tolerance.hpp"

namespace sluis {
namespace {

constexpr std::string_view kBegin = "<!-- checks -->\n";
constexpr std::string_view kEnd = "<!-- end of checks -->";

std::string_view action_name(Action action) {
  switch (action) {
    case Action::ignore:
      return "ignore";
    case Action::inform:
      return "inform";
    case Action::report:
      return "report";
    case Action::reject:
      break;
  }
  return "reject";
}

std::string checks() {
  std::string text = "| check | code | strict | field | 0085 | |\n|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < kFaults; ++i) {
    const auto fault = static_cast<Fault>(i);
    if (!Tolerance::may_relax(fault)) continue;
    const FaultRow& row = fault_row(fault);
    text.append("| `").append(row.id).append("` | ").append(row.code).append(" | ");
    text.append(action_name(Tolerance::strict()->action(fault))).append(" | ");
    text.append(action_name(Tolerance::field()->action(fault))).append(" | ");
    text += row.contrl == 0 ? "–" : std::to_string(row.contrl);
    text.append(" | ").append(row.sentence).append(" |\n");
  }
  return text;
}

TEST(Manual, EdifactListsTheChecks) {
  const std::string path = std::string(SLUIS_SOURCE_DIR) + "/docs/edifact.md";
  std::ifstream file(path, std::ios::binary);
  std::string manual(std::istreambuf_iterator<char>(file), {});
  const std::size_t begin = manual.find(kBegin);
  const std::size_t end = manual.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + kBegin.size();
  if (std::getenv("SLUIS_ACCEPT") != nullptr) {
    manual.replace(from, end - from, checks());
    std::ofstream(path, std::ios::binary) << manual;
    return;
  }
  EXPECT_EQ(manual.substr(from, end - from), checks()) << "run with SLUIS_ACCEPT=1";
}

}  // namespace
}  // namespace sluis
