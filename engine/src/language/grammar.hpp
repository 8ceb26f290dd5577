// The grammar of mapping files (docs/mapping-language.md, "The grammar"), top to bottom.
//
// Reads as the manual's grammar does: `seq` is a sequence, `sor` a choice in order, `star`, `plus`
// and `opt` repeat, `at` and `not_at` look ahead. `need<R>` is `R` at a place where nothing else is
// possible any more: when it is missing, `expected<R>` is the sentence of the fault, and the
// program does not compile without one. `attempt<R>` ends such a fault; the `lost_...` rule behind
// it skips to where the next item begins. Each token takes the blanks and comments behind it along.
//
// The rules ask a reader for what only the whole text can tell: how deep they are nested, where an
// item begins, what was missed. It is the first state of the parse; parser.cpp has it.
//
// Included by parser.cpp (and by the test that analyses it) alone.
#pragma once

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include "sluis/diagnostic.hpp"

namespace sluis::language::grammar {

namespace pegtl = tao::pegtl;

using pegtl::alnum;
using pegtl::alpha;
using pegtl::at;
using pegtl::digit;
using pegtl::eof;
using pegtl::not_at;
using pegtl::not_one;
using pegtl::one;
using pegtl::opt;
using pegtl::plus;
using pegtl::rep;
using pegtl::seq;
using pegtl::sor;
using pegtl::star;
using pegtl::string;
using pegtl::upper;
using pegtl::xdigit;

// --- what PEGTL does not have --------------------------------------------------------------------

// Thrown by `need`, caught by `attempt`; the reader has reported the fault.
struct Stumble {};

// What is missing where `need<Rule>` fails, and the fault that this is.
template <typename Rule>
inline constexpr const char* expected = nullptr;
template <typename Rule>
inline constexpr Fault fault = Fault::emap_syntax;

template <typename Rule>
struct need {
  using rule_t = need;
  using subs_t = pegtl::type_list<Rule>;
  static_assert(expected<Rule> != nullptr, "a production that can be missing needs its sentence");

  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Reader,
            typename... States>
  [[nodiscard]] static bool match(Input& in, Reader& reader, States&&... states) {
    const char* const begin = in.current();
    if (Control<Rule>::template match<A, pegtl::rewind_mode::dontcare, Action, Control>(
            in, reader, states...)) {
      return true;
    }
    reader.stumble(begin, fault<Rule>, expected<Rule>);
  }
};

template <typename Rule>
using attempt = pegtl::internal::try_catch_type<Stumble, Rule>;

// A rule that contains itself: counts how deep.
template <typename Rule>
struct nested {
  using rule_t = nested;
  using subs_t = pegtl::type_list<Rule>;

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Reader,
            typename... States>
  [[nodiscard]] static bool match(Input& in, Reader& reader, States&&... states) {
    const auto level = reader.enter_expression(in.current());
    return Control<Rule>::template match<A, M, Action, Control>(in, reader, states...);
  }
};

// `{ Body }`. A missing `}` is reported and then taken as read, so that what stands in the braces
// is kept and never read twice.
template <typename Open, typename Body, typename Close>
struct braces {
  using rule_t = braces;
  using subs_t = pegtl::type_list<Open, Body, Close>;

  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Reader,
            typename... States>
  [[nodiscard]] static bool match(Input& in, Reader& reader, States&&... states) {
    const char* const begin = in.current();
    if (!Control<Open>::template match<A, pegtl::rewind_mode::required, Action, Control>(
            in, reader, states...)) {
      return false;
    }
    const auto level = reader.enter_braces(begin);
    (void)Control<Body>::template match<A, pegtl::rewind_mode::required, Action, Control>(
        in, reader, states...);
    if (!Control<Close>::template match<A, pegtl::rewind_mode::required, Action, Control>(
            in, reader, states...)) {
      reader.unclosed(begin, in.current());
    }
    return true;
  }
};

// Where a text goes wrong decides how to go on.
enum class Context : unsigned char { head, declaration, item, meta, example };

// Reports what was missed, unless `need` did, and skips to the next line that begins anew or closes
// the block, or to a `{` whose body is worth reading.
template <Context context>
struct skip {
  using rule_t = skip;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode, pegtl::rewind_mode, template <typename...> class,
            template <typename...> class, typename Input, typename Reader, typename... States>
  [[nodiscard]] static bool match(Input& in, Reader& reader, States&&...) {
    in.bump(reader.skip(in.current(), context));
    return true;
  }
};

// Matches, taking nothing, where a line begins with the keyword of a declaration: the `}` of the
// block before it was forgotten.
template <Context context>
struct declaration_ahead {
  using rule_t = declaration_ahead;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode, pegtl::rewind_mode, template <typename...> class,
            template <typename...> class, typename Input, typename Reader, typename... States>
  [[nodiscard]] static bool match(Input& in, Reader& reader, States&&...) {
    return reader.declaration_ahead(in.current(), context);
  }
};

// --- letters, blanks, words ----------------------------------------------------------------------

// clang-format off

struct id_char       : sor<alnum, one<'_'>> {};
struct comment       : seq<string<'/', '/'>, star<not_one<'\n'>>> {};
struct sp            : star<sor<one<' ', '\t', '\r', '\n'>, comment>> {};
struct line_end      : seq<opt<one<'\r'>>, one<'\n'>> {};

template <char... C> struct mark : seq<string<C...>, sp> {};
struct open          : mark<'{'> {};
struct close         : mark<'}'> {};
struct left          : mark<'('> {};
struct right         : mark<')'> {};
struct colon         : mark<':'> {};
struct comma         : mark<','> {};
struct bar           : mark<'|'> {};
struct is_equal      : mark<'='> {};

template <typename Word> struct key;
template <char... C>
struct key<pegtl::keyword<C...>> : seq<at<pegtl::keyword<C...>>, string<C...>, sp> {
  static constexpr char text[] = {C..., '\0'};
};
#define SLUIS_KEY(name, word) struct name : key<TAO_PEGTL_KEYWORD(word)> {}
SLUIS_KEY(kw_absent, "absent");         SLUIS_KEY(kw_accept, "accept");
SLUIS_KEY(kw_add, "add");               SLUIS_KEY(kw_all, "all");
SLUIS_KEY(kw_and, "and");               SLUIS_KEY(kw_any, "any");
SLUIS_KEY(kw_at, "at");                 SLUIS_KEY(kw_back, "back");
SLUIS_KEY(kw_condition, "condition");   SLUIS_KEY(kw_default, "default");
SLUIS_KEY(kw_doc, "doc");               SLUIS_KEY(kw_each, "each");
SLUIS_KEY(kw_earlier, "earlier");       SLUIS_KEY(kw_edifact, "edifact");
SLUIS_KEY(kw_else, "else");             SLUIS_KEY(kw_error, "error");
SLUIS_KEY(kw_example, "example");       SLUIS_KEY(kw_extends, "extends");
SLUIS_KEY(kw_external, "external");     SLUIS_KEY(kw_forbid, "forbid");
SLUIS_KEY(kw_fragment, "fragment");     SLUIS_KEY(kw_from, "from");
SLUIS_KEY(kw_gap, "gap");               SLUIS_KEY(kw_ignore, "ignore");
SLUIS_KEY(kw_import, "import");         SLUIS_KEY(kw_in, "in");
SLUIS_KEY(kw_info, "info");             SLUIS_KEY(kw_interchange, "interchange");
SLUIS_KEY(kw_is, "is");                 SLUIS_KEY(kw_later, "later");
SLUIS_KEY(kw_laws, "laws");             SLUIS_KEY(kw_library, "library");
SLUIS_KEY(kw_map, "map");               SLUIS_KEY(kw_mapping, "mapping");
SLUIS_KEY(kw_matches, "matches");       SLUIS_KEY(kw_messages, "messages");
SLUIS_KEY(kw_not, "not");               SLUIS_KEY(kw_on, "on");
SLUIS_KEY(kw_one, "one");               SLUIS_KEY(kw_opt, "opt");
SLUIS_KEY(kw_or, "or");                 SLUIS_KEY(kw_overlap, "overlap");
SLUIS_KEY(kw_override, "override");     SLUIS_KEY(kw_part, "part");
SLUIS_KEY(kw_pass, "pass");             SLUIS_KEY(kw_policy, "policy");
SLUIS_KEY(kw_prefix, "prefix");         SLUIS_KEY(kw_present, "present");
SLUIS_KEY(kw_rejects, "rejects");       SLUIS_KEY(kw_remove, "remove");
SLUIS_KEY(kw_report, "report");         SLUIS_KEY(kw_require, "require");
SLUIS_KEY(kw_respond, "respond");       SLUIS_KEY(kw_rest, "rest");
SLUIS_KEY(kw_rule, "rule");             SLUIS_KEY(kw_satisfy, "satisfy");
SLUIS_KEY(kw_say, "say");               SLUIS_KEY(kw_source, "source");
SLUIS_KEY(kw_table, "table");           SLUIS_KEY(kw_target, "target");
SLUIS_KEY(kw_value, "value");           SLUIS_KEY(kw_version, "version");
SLUIS_KEY(kw_warn, "warn");             SLUIS_KEY(kw_warning, "warning");
SLUIS_KEY(kw_when, "when");             SLUIS_KEY(kw_xml, "xml");
SLUIS_KEY(kw_xor, "xor");               SLUIS_KEY(kw_zone, "zone");
#undef SLUIS_KEY

struct word          : seq<alpha, star<id_char>, star<one<'-'>, plus<id_char>>> {};
struct name          : seq<word, sp> {};
struct dotted        : seq<word, star<one<'.'>, word>> {};
struct dot_name      : seq<dotted, sp> {};
struct nc_char       : sor<id_char, seq<one<'-', '.'>, at<id_char>>> {};
struct nc_name       : seq<sor<alpha, one<'_'>>, star<nc_char>> {};
struct q_name        : seq<nc_name, opt<one<':'>, nc_name>> {};

struct escape_code   : sor<one<'"', '\\', 'n', 'r', 't'>, seq<one<'u'>, rep<4, xdigit>>> {};
template <> inline constexpr const char* expected<escape_code> =
    "one of the escapes \\\" \\\\ \\n \\r \\t \\uXXXX";
template <> inline constexpr Fault fault<escape_code> = Fault::emap_escape;
struct escape        : seq<one<'\\'>, need<escape_code>> {};
struct quote         : one<'"'> {};
struct quote_end     : one<'"'> {};
template <> inline constexpr const char* expected<quote_end> = "`\"` at the end of the string";
template <> inline constexpr Fault fault<quote_end> = Fault::emap_string;
struct quoted        : seq<quote, star<sor<escape, not_one<'"', '\\', '\n'>>>, need<quote_end>> {};
struct text          : seq<quoted, sp> {};

struct numeral       : seq<opt<one<'-'>>, plus<digit>, opt<one<'.'>, plus<digit>>,
                           not_at<id_char>> {};
struct number        : seq<numeral, sp> {};
struct decimal       : seq<at<opt<one<'-'>>, plus<digit>, one<'.'>>, number> {};
struct integer       : plus<digit> {};
struct date          : seq<rep<4, digit>, one<'-'>, rep<2, digit>, one<'-'>, rep<2, digit>,
                           not_at<id_char>> {};
struct code          : plus<alnum> {};

// --- paths into a message ------------------------------------------------------------------------

struct group_number  : seq<string<'S', 'G'>, plus<digit>, not_at<id_char>> {};
struct segment_tag   : seq<not_at<string<'S', 'G'>, digit>, upper, upper, sor<upper, digit>,
                           not_at<id_char>> {};
struct element_no    : seq<sor<seq<one<'C', 'S', 'E'>, rep<3, digit>>, rep<4, digit>>,
                           not_at<id_char>> {};

struct every_one     : one<'*'> {};
struct ordinal       : sor<every_one, integer> {};
template <> inline constexpr const char* expected<ordinal> =
    "the number of the repetition, or `*` for all of them";
struct element_id    : seq<element_no, opt<one<'#'>, need<ordinal>>> {};
template <> inline constexpr const char* expected<element_id> =
    "an element number, such as 3225 or C507";

struct predicate_path : seq<opt<segment_tag, one<'.'>>, element_id, star<one<'.'>, element_id>,
                           sp> {};
struct one_code      : seq<sor<quoted, code>, sp> {};
template <> inline constexpr const char* expected<one_code> = "a code, such as 137 or \"A B\"";
struct codes         : seq<one_code, star<bar, need<one_code>>> {};
template <> inline constexpr const char* expected<codes> = expected<one_code>;
struct predicate     : sor<seq<predicate_path, is_equal, need<codes>>, codes> {};
template <> inline constexpr const char* expected<predicate> =
    "a code, or an element number with `=` and a code";
struct select_end    : one<']'> {};
template <> inline constexpr const char* expected<select_end> = "`]`, or `|` or `,` and more codes";
struct selection     : seq<one<'['>, sp, need<predicate>, star<comma, need<predicate>>,
                           need<select_end>> {};

struct slash         : seq<one<'/'>, not_at<one<'/'>>> {};
struct group_trigger : seq<slash, segment_tag> {};
struct source_step   : seq<sor<seq<group_number, opt<group_trigger>>, segment_tag>,
                           opt<selection>> {};
template <> inline constexpr const char* expected<source_step> =
    "a segment group or a segment tag, such as SG8/TDT or DTM";

struct tuple_end     : right {};
template <> inline constexpr const char* expected<tuple_end> =
    "`)`, or `,` and another element number";
struct tuple_raw_end : one<')'> {};
template <> inline constexpr const char* expected<tuple_raw_end> = expected<tuple_end>;
struct tuple_comma   : comma {};
template <> inline constexpr const char* expected<tuple_comma> = "`,` and another element number";
struct element_tuple : seq<one<'('>, sp, need<element_id>, sp, need<tuple_comma>, need<element_id>,
                           sp, star<comma, need<element_id>, sp>, need<tuple_raw_end>> {};
struct element_step  : sor<element_tuple, element_id, every_one> {};
template <> inline constexpr const char* expected<element_step> =
    "an element number, such as 3225 or C507, or `*`";
struct elements      : star<one<'.'>, need<element_step>> {};

struct root          : slash {};
struct self          : seq<one<'.'>, not_at<sor<one<'.'>, id_char>>> {};
struct from_segment  : seq<sor<seq<root, need<source_step>>, source_step>,
                           star<slash, need<source_step>>, elements> {};
struct from_element  : seq<sor<element_tuple, element_id>, elements> {};
struct source        : sor<from_segment, from_element, self> {};
struct source_path   : seq<source, sp> {};
template <> inline constexpr const char* expected<source_path> =
    "a source path, such as SG8/TDT[20].C222.8213";

struct anywhere      : string<'*', '*', '.'> {};
struct pattern_path  : seq<opt<anywhere>, source> {};
struct pattern       : seq<pattern_path, sp> {};
template <> inline constexpr const char* expected<pattern> =
    "a source path or a pattern such as **.1131";

// --- paths into a document -----------------------------------------------------------------------

struct up            : string<'.', '.', '/'> {};
struct attribute     : one<'@'> {};
struct target_step   : seq<opt<attribute>, q_name> {};
template <> inline constexpr const char* expected<target_step> =
    "the name of an XML element or, with `@`, of an attribute";
struct target        : sor<seq<plus<up>, need<target_step>, star<slash, need<target_step>>>,
                           seq<target_step, star<slash, need<target_step>>>, self> {};
struct target_path   : seq<target, sp> {};
template <> inline constexpr const char* expected<target_path> =
    "a target path, such as BorderTransportMeans/ID";

// --- arrows and constants ------------------------------------------------------------------------

struct both_ways     : string<'<', '-', '>'> {};
struct forward       : string<'-', '>'> {};
struct backward      : string<'<', '-'> {};
struct arrow         : seq<sor<both_ways, forward, backward>, sp> {};
template <> inline constexpr const char* expected<arrow> = "an arrow: `<->`, `->` or `<-`";

struct literal       : sor<text, number> {};
template <> inline constexpr const char* expected<literal> = "a string in quotes or a number";
struct constant      : seq<is_equal, need<literal>> {};

// --- expressions ---------------------------------------------------------------------------------

struct expression;
template <> inline constexpr const char* expected<expression> = "a condition";
struct deeper        : nested<expression> {};
template <> inline constexpr const char* expected<deeper> = "a condition";

struct bracket_end   : seq<one<']'>, sp> {};
template <> inline constexpr const char* expected<bracket_end> =
    "`]` after the name of the condition";
struct condition_id  : word {};
template <> inline constexpr const char* expected<condition_id> =
    "the name of a condition, such as C1";
struct condition_ref : seq<one<'['>, need<condition_id>, need<bracket_end>> {};
template <> inline constexpr const char* expected<condition_ref> =
    "the name of the condition in brackets, such as [C1]";

struct function_end  : right {};
template <> inline constexpr const char* expected<function_end> =
    "`)`, or `,` and another argument";
struct function      : seq<word, one<'('>, sp, opt<deeper, star<comma, need<deeper>>>,
                           need<function_end>> {};
struct group_end     : right {};
template <> inline constexpr const char* expected<group_end> = "`)`";
struct parenthesis   : seq<left, need<deeper>, need<group_end>> {};
struct the_value     : kw_value {};
struct tuple_begin   : seq<one<'('>, sp, plus<sor<alnum, one<'#', '*'>>>, sp, one<','>> {};
struct tuple_value   : seq<at<tuple_begin>, source_path> {};
struct value         : sor<function, tuple_value, parenthesis, text, the_value, decimal,
                           source_path, number> {};
template <> inline constexpr const char* expected<value> =
    "a value: a source path, a string, a number, `value` or a function";

struct plus_sign     : one<'+'> {};
struct minus_sign    : seq<one<'-'>, not_at<one<'>'>>> {};
struct sum           : seq<value, star<sor<plus_sign, minus_sign>, sp, need<value>>> {};
struct summed        : sum {};
template <> inline constexpr const char* expected<summed> = expected<value>;

// A `=` that begins the next row, `= "NOA" <-> TypeCode`, compares nothing.
struct any_string    : seq<one<'"'>, star<sor<seq<one<'\\'>, not_one<'\n'>>,
                                              not_one<'"', '\\', '\n'>>>, one<'"'>> {};
struct constant_row  : seq<one<'='>, sp, sor<any_string, numeral>, sp, arrow> {};
struct compare_sign  : sor<string<'<', '='>, string<'>', '='>, string<'!', '='>,
                           seq<not_at<constant_row>, one<'='>>, one<'<'>, one<'>'>> {};
struct set_end       : close {};
template <> inline constexpr const char* expected<set_end> = "`}` or another code";
struct set_item      : seq<sor<quoted, numeral, code>, sp> {};
template <> inline constexpr const char* expected<set_item> = "a code, such as 9 or \"A B\"";
struct set           : sor<seq<open, need<set_item>, star<opt<comma>, set_item>, need<set_end>>,
                           name> {};
template <> inline constexpr const char* expected<set> =
    "codes in braces, such as {1 4 5}, or the name of a table";
struct regular       : text {};
template <> inline constexpr const char* expected<regular> = "a regular expression in quotes";
struct presence      : sor<kw_present, kw_absent> {};
template <> inline constexpr const char* expected<presence> = "`present` or `absent`";
struct compare       : seq<sum, opt<sor<seq<compare_sign, sp, need<summed>>, seq<kw_in, need<set>>,
                                        seq<kw_matches, need<regular>>,
                                        seq<kw_is, need<presence>>>>> {};

template <> inline constexpr const char* expected<kw_satisfy> =
    "`satisfy` and a condition in parentheses";
struct body_open     : left {};
template <> inline constexpr const char* expected<body_open> = "`(` and the condition to satisfy";
struct quantifier    : seq<sor<kw_all, kw_any>, need<source_path>, need<kw_satisfy>,
                           need<body_open>, need<deeper>, need<group_end>> {};

struct not_sign      : sor<kw_not, seq<string<'\xC2', '\xAC'>, sp>> {};               // ¬
struct and_sign      : sor<kw_and, seq<string<'\xE2', '\x88', '\xA7'>, sp>> {};       // ∧
struct or_sign       : sor<kw_or, seq<string<'\xE2', '\x88', '\xA8'>, sp>> {};        // ∨
struct xor_sign      : sor<kw_xor, seq<string<'\xE2', '\x8A', '\xBB'>, sp>> {};       // ⊻

struct term;
template <> inline constexpr const char* expected<term> = "a condition";
struct negated       : nested<term> {};
template <> inline constexpr const char* expected<negated> = "a condition";
struct negation      : seq<not_sign, need<negated>> {};
struct term          : sor<negation, quantifier, condition_ref, compare> {};
struct conjunction   : seq<term, star<and_sign, need<term>>> {};
template <> inline constexpr const char* expected<conjunction> = "a condition";
struct disjunction   : seq<conjunction, star<or_sign, need<conjunction>>> {};
template <> inline constexpr const char* expected<disjunction> = "a condition";
struct expression    : seq<disjunction, star<xor_sign, need<disjunction>>> {};

struct when          : seq<kw_when, need<expression>> {};

// --- the mapping body: rows ----------------------------------------------------------------------

struct label_name    : word {};
template <> inline constexpr const char* expected<label_name> = "a label, such as #means:";
struct label_end     : colon {};
template <> inline constexpr const char* expected<label_end> = "`:` after the label";
struct label         : seq<one<'#'>, need<label_name>, need<label_end>> {};

struct status        : seq<one<'M', 'R', 'D', 'O'>, not_at<id_char>> {};
struct left_side     : sor<constant, source_path> {};
template <> inline constexpr const char* expected<left_side> =
    "a source path or `=` and a constant";
struct right_side    : sor<constant, target_path> {};
template <> inline constexpr const char* expected<right_side> =
    "a target path or `=` and a constant";

struct argument_name : seq<word, sp, one<'='>, sp> {};
struct atom          : seq<sor<quoted, numeral, word>, sp> {};
template <> inline constexpr const char* expected<atom> = "a string, a number or a name";
struct argument      : seq<opt<argument_name>, need<atom>, star<bar, need<atom>>> {};
template <> inline constexpr const char* expected<argument> = "an argument, such as max=35";
struct arguments_end : right {};
template <> inline constexpr const char* expected<arguments_end> =
    "`)`, or `,` and another argument";
struct arguments     : seq<left, need<argument>, star<comma, need<argument>>,
                           need<arguments_end>> {};
struct step          : seq<name, opt<arguments>> {};
template <> inline constexpr const char* expected<step> =
    "the name of a conversion or fragment, such as text(max=35)";
struct conversions   : seq<colon, need<step>, star<bar, need<step>>> {};

struct back_value    : sor<text, number, name> {};
template <> inline constexpr const char* expected<back_value> = "a string, a number or a name";
struct doc_text      : text {};
template <> inline constexpr const char* expected<doc_text> = "the remark in quotes";
struct default_value : seq<kw_default, need<literal>> {};
struct back          : seq<kw_back, need<back_value>> {};
struct doc           : seq<kw_doc, need<doc_text>> {};
struct clause        : sor<when, default_value, back, doc> {};

struct row_begin     : sor<seq<status, sp, need<left_side>>, left_side> {};
struct leaf          : seq<row_begin, need<arrow>, need<right_side>, opt<conversions>,
                           star<clause>> {};

// --- the mapping body: blocks --------------------------------------------------------------------

struct range_max     : seq<integer, at<sp, sor<id_char, one<'/', '(', '.'>>>> {};
struct range_dots    : seq<string<'.', '.'>, sp> {};
template <> inline constexpr const char* expected<range_dots> = "`..` after the least number";
struct bounds        : seq<integer, sp, need<range_dots>, opt<range_max, sp>> {};
struct once          : kw_one {};
struct maybe         : kw_opt {};
struct many          : seq<kw_each, opt<bounds>> {};
struct cardinality   : sor<once, maybe, many> {};
template <> inline constexpr const char* expected<cardinality> = "`one`, `opt` or `each`";

struct item;
struct lost_items;
struct lost_item     : seq<skip<Context::item>, opt<lost_items>> {};
struct items_end     : sor<one<'}'>, eof, declaration_ahead<Context::item>> {};
struct item_list     : star<not_at<items_end>, sor<attempt<item>, lost_item>> {};
struct items         : braces<open, item_list, close> {};
template <> inline constexpr const char* expected<items> = "`{` and rows";
struct lost_items    : items {};

struct fragment_use  : name {};
template <> inline constexpr const char* expected<fragment_use> = "the name of a fragment";
struct block_body    : sor<items, seq<colon, need<fragment_use>>> {};
template <> inline constexpr const char* expected<block_body> =
    "`{` and rows, `:` and a fragment, or `when`";
struct block         : seq<cardinality, need<source_path>, need<arrow>, need<target_path>,
                           opt<when>, need<block_body>> {};

struct row_or_block  : sor<block, leaf> {};
template <> inline constexpr const char* expected<row_or_block> =
    "a row or a block after the label";
struct labelled      : seq<label, need<row_or_block>> {};

struct mapping_name  : dotted {};
template <> inline constexpr const char* expected<mapping_name> =
    "the name of a mapping, such as NL.MAI";
struct part          : seq<kw_part, need<cardinality>, need<mapping_name>, sp,
                           star<bar, need<mapping_name>, sp>> {};

// --- the mapping body: what is not mapped, and rules ---------------------------------------------

struct reason        : text {};
template <> inline constexpr const char* expected<reason> = "the reason in quotes";
struct ignore        : seq<kw_ignore, need<pattern>, star<comma, need<pattern>>, need<reason>> {};
struct forbid        : seq<kw_forbid, need<pattern>, star<comma, need<pattern>>, need<reason>> {};
struct rest_kind     : sor<kw_ignore, kw_forbid> {};
template <> inline constexpr const char* expected<rest_kind> = "`ignore` or `forbid`";
struct rest          : seq<kw_rest, need<rest_kind>, need<reason>> {};

struct rule_name     : name {};
template <> inline constexpr const char* expected<rule_name> =
    "the name of the rule, such as NOA-R01";
struct severity      : sor<kw_error, kw_warning, kw_info> {};
template <> inline constexpr const char* expected<severity> = "`error`, `warning` or `info`";
template <> inline constexpr const char* expected<kw_on> = "`on` and a source path";
template <> inline constexpr const char* expected<kw_require> = "`require` and a condition";
struct language      : name {};
template <> inline constexpr const char* expected<language> = "a language, such as en";
struct message_text  : text {};
template <> inline constexpr const char* expected<message_text> = "the message in quotes";
struct say           : seq<kw_say, need<language>, need<message_text>> {};
template <> inline constexpr const char* expected<say> =
    "`say`, a language and the message in quotes";
struct respond_name  : name {};
template <> inline constexpr const char* expected<respond_name> =
    "the segment of the answer, such as ERC";
struct respond_equal : is_equal {};
template <> inline constexpr const char* expected<respond_equal> = "`=` and a code in quotes";
struct respond_code  : text {};
template <> inline constexpr const char* expected<respond_code> = "a code in quotes";
struct respond       : seq<kw_respond, need<respond_name>, need<respond_equal>,
                           need<respond_code>> {};
struct rule          : seq<kw_rule, need<rule_name>, need<severity>, need<kw_on>, need<source_path>,
                           opt<when>, need<kw_require>, need<expression>, need<say>, star<say>,
                           opt<respond>> {};

struct item          : sor<rule, ignore, forbid, rest, part, labelled, block, leaf> {};

// --- declarations --------------------------------------------------------------------------------

struct date_end      : date {};
struct date_dots     : range_dots {};
template <> inline constexpr const char* expected<date_dots> = "`..` after the first day";
struct date_range    : seq<date, sp, need<date_dots>, opt<date_end, sp>> {};
struct meta_value    : sor<date_range, text, number, dot_name> {};
template <> inline constexpr const char* expected<meta_value> =
    "a string, a name, a number or dates";
struct meta_item     : seq<name, need<meta_value>> {};
struct lost_meta     : skip<Context::meta> {};
struct meta_end      : sor<one<'}'>, eof, declaration_ahead<Context::meta>> {};
template <typename Entry> struct meta_list : star<not_at<meta_end>,
                           sor<attempt<Entry>, lost_meta>> {};
template <typename Entry> struct meta_braces : braces<open, meta_list<Entry>, close> {};
struct meta_block    : meta_braces<meta_item> {};
template <> inline constexpr const char* expected<meta_block> = "`{`";

template <> inline constexpr const char* expected<kw_version> = "`version` and a version in quotes";
struct version       : text {};
template <> inline constexpr const char* expected<version> =
    "a version in quotes, such as \"1.0.0\"";
struct extends       : seq<kw_extends, need<mapping_name>, sp, need<kw_version>, need<version>> {};
struct library_name  : dotted {};
template <> inline constexpr const char* expected<library_name> =
    "the name of the library, such as WCO.common";
struct mapping_head  : seq<kw_mapping, need<mapping_name>, sp, need<kw_version>, need<version>,
                           opt<extends>, opt<meta_block>> {};
struct library_head  : seq<kw_library, need<library_name>, sp, need<kw_version>, need<version>,
                           opt<meta_block>> {};
struct head          : sor<mapping_head, library_head> {};
struct lost_head     : skip<Context::head> {};

struct import_file   : text {};
template <> inline constexpr const char* expected<import_file> = "the name of a file in quotes";
struct import        : seq<kw_import, need<import_file>> {};

struct upper_alnum   : plus<sor<upper, digit>> {};
struct message_colon : one<':'> {};
template <> inline constexpr const char* expected<message_colon> =
    "`:` and the next part of the message identifier, as in CUSREP:D:05B:UN";
struct message_shape : seq<rep<6, upper>, not_at<id_char>> {};
struct message_type  : message_shape {};
struct message_part  : upper_alnum {};
template <> inline constexpr const char* expected<message_part> =
    "the next part of the message identifier, as in CUSREP:D:05B:UN";
struct message_id    : seq<message_type, need<message_colon>, need<message_part>,
                           need<message_colon>,
                           need<message_part>, need<message_colon>, need<message_part>,
                           opt<one<':'>, need<message_part>>> {};
template <> inline constexpr const char* expected<message_id> =
    "a message identifier, such as CUSREP:D:05B:UN";
struct edifact       : seq<kw_edifact, need<message_id>, sp, need<meta_block>> {};

struct more_messages : seq<at<message_shape, one<':'>>, message_id, sp> {};
struct messages      : seq<kw_messages, need<message_id>, sp,
                           star<sor<seq<comma, need<message_id>, sp>, more_messages>>> {};
struct interchange_entry : sor<messages, meta_item> {};
struct interchange_body : meta_braces<interchange_entry> {};
template <> inline constexpr const char* expected<interchange_body> = "`{` and `messages`";
struct interchange   : seq<kw_interchange, need<interchange_body>> {};

struct uri           : plus<not_one<'}', '{', ' ', '\t', '\r', '\n', '"'>> {};
struct namespace_uri : uri {};
struct element_name  : nc_name {};
struct xml_name      : seq<opt<one<'{'>, namespace_uri, one<'}'>>, element_name, sp> {};
template <> inline constexpr const char* expected<xml_name> =
    "the root element, such as {urn:example}Declaration";
struct target_label  : word {};
struct xml_label     : seq<target_label, sp, at<sor<seq<one<'{'>, uri, one<'}'>>, nc_name>>> {};
struct prefix_name   : nc_name {};
template <> inline constexpr const char* expected<prefix_name> = "a prefix, such as ds";
struct prefix_equal  : is_equal {};
template <> inline constexpr const char* expected<prefix_equal> = "`=` and a namespace in quotes";
struct prefix_uri    : text {};
template <> inline constexpr const char* expected<prefix_uri> = "a namespace in quotes";
struct prefix        : seq<kw_prefix, need<prefix_name>, sp, need<prefix_equal>,
                           need<prefix_uri>> {};
struct xml_entry     : sor<prefix, meta_item> {};
struct xml_body      : meta_braces<xml_entry> {};
template <> inline constexpr const char* expected<xml_body> = "`{`";
struct xml           : seq<kw_xml, opt<xml_label>, need<xml_name>, need<xml_body>> {};

struct accept_when   : when {};
template <> inline constexpr const char* expected<accept_when> = "`when` and a condition";
struct accept        : seq<kw_accept, need<accept_when>> {};

struct zone_name     : name {};
template <> inline constexpr const char* expected<zone_name> = "a name for the zone, such as site";
struct zone_equal    : is_equal {};
template <> inline constexpr const char* expected<zone_equal> = "`=` and a time zone in quotes";
struct zone_text     : text {};
template <> inline constexpr const char* expected<zone_text> =
    "a time zone in quotes, such as \"Europe/Amsterdam\"";
struct zone_policy   : sor<kw_error, kw_earlier, kw_later> {};
template <> inline constexpr const char* expected<zone_policy> = "`error`, `earlier` or `later`";
struct zone_gap      : seq<kw_gap, need<zone_policy>> {};
struct zone_overlap  : seq<kw_overlap, need<zone_policy>> {};
struct zone          : seq<kw_zone, need<zone_name>, need<zone_equal>, need<zone_text>,
                           opt<zone_gap>, opt<zone_overlap>> {};

struct policy_side   : sor<kw_source, kw_target> {};
template <> inline constexpr const char* expected<policy_side> = "`source` or `target`";
struct policy_action : sor<kw_error, kw_warn, kw_report> {};
template <> inline constexpr const char* expected<policy_action> = "`error`, `warn` or `report`";
struct policy        : seq<kw_policy, need<policy_side>, need<policy_action>> {};

struct table_name    : name {};
template <> inline constexpr const char* expected<table_name> = "a name for the table";
struct table_colon   : colon {};
template <> inline constexpr const char* expected<table_colon> =
    "`:` and the element numbers of the key";
struct table_key     : seq<element_no, sp> {};
template <> inline constexpr const char* expected<table_key> = "an element number, such as 8025";
struct table_keys    : sor<seq<left, need<table_key>, need<tuple_comma>, need<table_key>,
                               star<comma, need<table_key>>, need<tuple_end>>, table_key> {};
template <> inline constexpr const char* expected<table_keys> =
    "an element number, such as 8025, or several in parentheses";
struct domain        : seq<open, star<opt<comma>, set_item>, need<set_end>> {};
struct table_type    : seq<q_name, sp> {};
template <> inline constexpr const char* expected<table_type> = "an XML type, such as xs:token";
template <> inline constexpr const char* expected<kw_from> = "`from` and a file in quotes";
struct table_else    : sor<kw_error, kw_pass, text> {};
template <> inline constexpr const char* expected<table_else> =
    "`error`, `pass` or a value in quotes";
struct table         : seq<kw_table, need<table_name>, need<table_colon>, need<table_keys>,
                           opt<domain>,
                           need<arrow>, need<table_type>, need<kw_from>, need<import_file>,
                           opt<kw_else, need<table_else>>> {};

struct condition_text : text {};
template <> inline constexpr const char* expected<condition_text> =
    "the condition in words, in quotes";
struct condition_equal : is_equal {};
template <> inline constexpr const char* expected<condition_equal> = "`=` and a condition";
struct condition     : seq<kw_condition, need<condition_ref>, need<condition_text>,
                           need<condition_equal>, need<expression>> {};
template <> inline constexpr const char* expected<kw_condition> = "`condition`";
struct external      : seq<kw_external, need<kw_condition>, need<condition_ref>,
                           need<condition_text>> {};

struct fragment_name : name {};
template <> inline constexpr const char* expected<fragment_name> = "a name for the fragment";
struct fragment      : seq<kw_fragment, need<fragment_name>, need<kw_on>, need<source_path>,
                           need<items>> {};

struct map           : seq<kw_map, opt<target_label, sp>, need<items>> {};

struct label_ref     : seq<one<'#'>, need<label_name>, star<slash, need<label_name>>, sp> {};
template <> inline constexpr const char* expected<label_ref> = "a label, such as #means/eta";
struct override_     : seq<kw_override, need<label_ref>, need<items>> {};
struct remove        : seq<kw_remove, need<label_ref>, need<reason>> {};
template <> inline constexpr const char* expected<kw_in> = "`in` and a label";
struct add           : seq<kw_add, need<kw_in>, need<label_ref>, need<items>> {};

struct fence_mark    : string<'~', '~', '~'> {};
struct fence_line    : seq<line_end, fence_mark> {};
struct fence_text    : star<not_at<fence_line>, pegtl::any> {};
struct fence_close   : sor<seq<fence_line, sp>, seq<fence_mark, sp>> {};
template <> inline constexpr const char* expected<fence_close> = "a line that begins with `~~~`";
template <> inline constexpr Fault fault<fence_close> = Fault::emap_fence;
struct fence_begin   : seq<fence_mark, star<one<' ', '\t'>>, line_end> {};
struct no_lines      : at<fence_mark> {};
struct fence         : seq<fence_begin, sor<no_lines, fence_text>, need<fence_close>> {};
template <> inline constexpr const char* expected<fence> =
    "the sample between two lines that begin with `~~~`";
struct sample_edifact : seq<kw_edifact, need<fence>> {};
struct sample_xml    : seq<kw_xml, need<fence>> {};
struct law           : name {};
template <> inline constexpr const char* expected<law> = "the name of a law, such as GetCreate";
struct laws          : seq<kw_laws, need<law>, star<comma, need<law>>> {};
struct example_item  : sor<sample_edifact, sample_xml, laws> {};
struct lost_sample   : skip<Context::example> {};
struct example_end   : sor<one<'}'>, eof, declaration_ahead<Context::example>> {};
struct example_list  : star<not_at<example_end>, sor<attempt<example_item>, lost_sample>> {};
struct example_body  : braces<open, example_list, close> {};
template <> inline constexpr const char* expected<example_body> = "`{` and samples, or `rejects`";
struct example_title : text {};
template <> inline constexpr const char* expected<example_title> =
    "the title of the example in quotes";
struct rejects_name  : name {};
template <> inline constexpr const char* expected<rejects_name> =
    "the name of the rule, or the code of the fault";
struct rejects_at    : text {};
template <> inline constexpr const char* expected<rejects_at> = "a source path in quotes";
struct rejects       : seq<kw_rejects, need<rejects_name>, opt<kw_at, need<rejects_at>>> {};
struct example       : seq<kw_example, need<example_title>, opt<rejects>, need<example_body>> {};

// --- the file ------------------------------------------------------------------------------------

struct declaration   : sor<import, edifact, interchange, xml, accept, zone, policy, table,
                           condition,
                           external, fragment, rule, ignore, forbid, map, override_, remove, add,
                           example> {};
struct lost_declaration : seq<skip<Context::declaration>, opt<lost_items>> {};
struct byte_order    : string<'\xEF', '\xBB', '\xBF'> {};
struct file          : seq<opt<byte_order>, sp, sor<attempt<head>, lost_head>,
                           star<not_at<eof>, sor<attempt<declaration>, lost_declaration>>, eof> {};

// clang-format on

}  // namespace sluis::language::grammar

// What `pegtl::analyze` needs to know of the rules above to find loops that take nothing.
namespace tao::pegtl {

template <typename Name, typename Rule>
struct analyze_traits<Name, sluis::language::grammar::need<Rule>>
    : analyze_traits<Name, typename seq<Rule>::rule_t> {};
template <typename Name, typename Rule>
struct analyze_traits<Name, sluis::language::grammar::nested<Rule>>
    : analyze_traits<Name, typename seq<Rule>::rule_t> {};
template <typename Name, typename Open, typename Body, typename Close>
struct analyze_traits<Name, sluis::language::grammar::braces<Open, Body, Close>>
    : analyze_traits<Name, typename seq<Open, Body, opt<Close>>::rule_t> {};
template <typename Name, sluis::language::grammar::Context context>
struct analyze_traits<Name, sluis::language::grammar::declaration_ahead<context>>
    : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, sluis::language::grammar::skip<sluis::language::grammar::Context::head>>
    : analyze_opt_traits<> {};
// Skips at least one byte, or stands before a `{` that the rule behind it takes.
template <typename Name, sluis::language::grammar::Context context>
struct analyze_traits<Name, sluis::language::grammar::skip<context>> : analyze_any_traits<> {};

}  // namespace tao::pegtl
