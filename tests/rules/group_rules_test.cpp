// Groups: UNG and UNE.
#include "rules/envelopes.hpp"
#include "rules/rule.hpp"

namespace sluis::rules {
namespace {

std::string ung(const std::string& reference = "G1") {
  return "UNG+ORDERS+S+R+260101:0900+" + reference + "+UN+D:96A'";
}
std::string in_three(const std::string& segments, const std::string& count = "1") {
  return kUnb3 + segments + "UNZ+" + count + "+I1'";
}
std::string in_four(const std::string& segments, const std::string& count = "1") {
  return kUnb4 + segments + "UNZ+" + count + "+I1'";
}
std::string three_orders() { return order("M1") + order("M2") + order("M3"); }

const std::vector<Rule> kRows = {
    {"S-240", "two_of_three",
     in_three(ung("G1") + three_orders() + "UNE+3+G1'" + ung("G2") + three_orders() + "UNE+3+G2'",
              "2")},
    {"S-240", "messages_instead_of_groups", in_three(ung() + three_orders() + "UNE+3+G1'", "3"),
     "E3107 29@I UNZ+1", "~E3107 29@I UNZ+1"},
    {"S-241", "group_behind_message", in_three(order() + ung() + order("M2") + "UNE+1+G1'"),
     "E3113 30@I UNG", "~E3113 30@I UNG"},
    {"S-241", "message_behind_group", in_three(ung() + order() + "UNE+1+G1'" + order("M2")),
     "E3113 30@I UNH", "~E3113 30@I UNH"},
    {"S-242", "count", in_three(ung() + three_orders() + "UNE+2+G1'"), "E3107 29@G UNE+1",
     "~E3107 29@G UNE+1"},
    {"S-243", "reference", in_three(ung() + three_orders() + "UNE+3+G2'"), "E3106 28@G UNE+2",
     "~E3106 28@G UNE+2"},
    {"S-244", "empty", in_three(ung() + "UNE+0+G1'"), "E3111 32@G UNE", "~E3111 32@G UNE"},
    {"S-245", "before_unz", in_three(ung() + order()), "E3121 13@G UNE", "~E3121 13@G UNE"},
    {"S-245", "before_ung", in_three(ung() + order() + ung("G2") + order() + "UNE+1+G2'", "2"),
     "E3121 13@G UNE", "~E3121 13@G UNE"},
    {"S-246", "trailer_alone", in_three(order() + "UNE+1+G1'"), "E3104 33@I UNE",
     "~E3104 33@I UNE"},
    {"S-246", "nested", in_three(ung("G1") + ung("G2") + order() + "UNE+1+G2'UNE+1+G1'", "2"),
     "E3121 13@G UNE; E3104 33@I UNE", "~E3121 13@G UNE; ~E3104 33@I UNE"},
    {"S-247", "another_type",
     in_three(ung() + order() + order("M2", "INVOIC:D:96A:UN") + "UNE+2+G1'"),
     "E3129 31@G UNH#1+2:1; E4105", "~E3129 31@G UNH#1+2:1; ~E4105"},
    {"S-248", "several_types_in_four",
     in_four("UNG+++++G1'" + order4() + "UNO+P1+AAA:X+B+3'abcUNP+3+P1'" + "UNE+2+G1'")},
    {"S-249", "no_sender",
     in_three("UNG+ORDERS++R+260101:0900+G1+UN+D:96A'" + order() + "UNE+1+G1'"), "E3101 13@G UNG+2",
     "~E3101 13@G UNG+2"},
    {"S-249", "no_agency",
     in_three("UNG+ORDERS+S+R+260101:0900+G1++D:96A'" + order() + "UNE+1+G1'"), "E3101 13@G UNG+6",
     "~E3101 13@G UNG+6"},
    {"S-250", "reference_only_in_four", in_four("UNG+++++G1'" + order4() + "UNE+1+G1'")},
    {"S-251", "type_alone", in_four("UNG+ORDERS++++G1'" + order4() + "UNE+1+G1'"), "E3130 48@G UNG",
     "~E3130 48@G UNG"},
    {"S-251", "agency_alone", in_four("UNG+++++G1+UN'" + order4() + "UNE+1+G1'"), "E3130 48@G UNG",
     "~E3130 48@G UNG"},
    {"S-251", "all", in_four("UNG+ORDERS++++G1+UN+D:01B'" + order4() + "UNE+1+G1'")},
    {"S-252", "groups_are_supported", in_three(ung() + order() + "UNE+1+G1'")},
    {"S-253", "twice", in_three(ung() + order() + "UNE+1+G1'" + ung() + order() + "UNE+1+G1'", "2"),
     "E3131 26@G UNG+5", "~E3131 26@G UNG+5"},
    {"S-254", "in_front", in_three(ung() + "BGM+1'" + order() + "UNE+1+G1'"), "E3133 33@G BGM",
     "~E3133 33@G BGM"},
    {"S-254", "behind", in_three(ung() + order() + "BGM+1'UNE+1+G1'"), "E3133 33@G BGM",
     "~E3133 33@G BGM"},
    {"S-255", "eight_digits_before_four",
     in_three("UNG+ORDERS+S+R+20260101:0900+G1+UN+D:96A'" + order() + "UNE+1+G1'"),
     "E3123 39@G UNG+4:1", "~E3123 39@G UNG+4:1"},
    {"S-255", "six_digits_in_four", in_four("UNG++++260101:0900+G1'" + order4() + "UNE+1+G1'"),
     "E3122 40@G UNG+4:1", "~E3122 40@G UNG+4:1"},
    {"S-255", "no_such_day",
     in_three("UNG+ORDERS+S+R+260230:0900+G1+UN+D:96A'" + order() + "UNE+1+G1'"),
     "E3124 12@G UNG+4:1", "~E3124 12@G UNG+4:1"},
};
SLUIS_RULES(GroupRules, kRows);

}  // namespace
}  // namespace sluis::rules
