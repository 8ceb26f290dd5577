#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sluis/nearest.hpp"

namespace sluis::language {
namespace {

struct Case {
  const char* name;
  std::string word;
  std::vector<std::string> known;
  const char* want;
};
void PrintTo(const Case& row, std::ostream* os) { *os << row.name; }

const std::string kLong(64, 'a');
const std::string kTooLong(65, 'a');

const Case kCases[] = {
    {"itself", "each", {"each", "eacha"}, "each"},
    {"one_changed", "eech", {"one", "opt", "each"}, "each"},
    {"one_left_out", "ech", {"one", "opt", "each"}, "each"},
    {"one_put_in", "eachh", {"one", "opt", "each"}, "each"},
    {"neighbours_swapped", "eahc", {"one", "opt", "each"}, "each"},
    {"swap_is_one_slip", "wehn", {"when", "wean"}, "when"},
    {"swapped_in_other_case", "WHNE", {"when"}, ""},
    {"two_slips_in_a_short_word", "eeck", {"each"}, ""},
    {"two_slips_in_a_long_word", "fragmnet1", {"fragment"}, "fragment"},
    {"three_slips", "frgmetn1", {"fragment"}, ""},
    {"five_letters_allow_one", "mapss", {"map"}, ""},
    {"six_letters_allow_two", "ignnor", {"ignore"}, "ignore"},
    {"case_alone_is_near", "MAPPING", {"mapping", "MAPPINX"}, "mapping"},
    {"case_counts_less", "Datetime", {"xatetime", "datetime"}, "datetime"},
    {"case_alone_in_two_letters", "ON", {"on"}, "on"},
    {"two_letters_are_no_slip", "an", {"on", "in"}, ""},
    {"one_letter", "x", {"y"}, ""},
    {"first_of_equals", "dtx", {"dtm", "dty"}, "dtm"},
    {"nearer_one_behind", "locode1x", {"locodd1y", "locode1"}, "locode1"},
    {"numbers", "8232", {"8231", "1131"}, "8231"},
    {"nothing_known", "each", {}, ""},
    {"no_word", "", {"a", "each"}, ""},
    {"empty_names_are_passed_over", "each", {"", "each"}, "each"},
    {"longest_compared", kLong + "", {std::string(63, 'a') + 'b'}, nullptr},
    {"too_long_a_word", kTooLong, {kTooLong}, ""},
    {"too_long_a_name", kLong, {kTooLong}, ""},
};

class Nearest : public testing::TestWithParam<Case> {};

TEST_P(Nearest, Name) {
  const Case& row = GetParam();
  const std::string want = row.want != nullptr ? row.want : row.known.front();
  EXPECT_EQ(nearest(row.word, row.known), want);
}
INSTANTIATE_TEST_SUITE_P(Language, Nearest, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace sluis::language
