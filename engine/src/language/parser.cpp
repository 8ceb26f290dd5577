// Text of a mapping file -> model, in three steps: the text is checked (UTF-8, no hidden marks),
// the grammar makes a tree of the rules that the model is made from, and the tree becomes the
// model.
//
// The reader is what grammar.hpp asks: it reports each fault once, at its place, and knows where to
// go on. Contract: linear time, at most kMostFaults faults, no input makes it throw.
#include "language/parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

#include "language/grammar.hpp"
#include "sluis/nearest.hpp"
#include "text/unicode.hpp"

namespace sluis::language {
namespace {

namespace g = grammar;
namespace pegtl = tao::pegtl;
using g::Context;

// Limits; docs/mapping-language.md names them.
constexpr std::size_t kLongestFile = std::size_t{1024} * 1024;  // bytes
constexpr std::uint32_t kDeepestBlock = 64;
constexpr std::uint32_t kDeepestExpression = 64;  // parentheses, functions, `not`
constexpr std::size_t kLongestSum = 64;           // terms
constexpr std::uint32_t kMostFaults = 100;
constexpr std::size_t kMostBadCharacters = 10;
constexpr std::uint32_t kLargestNumber = 999'999'999;
constexpr std::uint32_t kLargestGroup = 999;

// Thrown when `kMostFaults` is reached.
struct TooManyFaults {};

// --- what may be expected
// --------------------------------------------------------------------------

// Keywords that are named together: a list of twenty words helps nobody.
struct Fold {
  std::string_view keyword, as;
};
constexpr Fold kFolds[] = {
    {"when", "a clause"},       {"default", "a clause"}, {"back", "a clause"},
    {"doc", "a clause"},        {"and", "an operator"},  {"or", "an operator"},
    {"xor", "an operator"},     {"in", "an operator"},   {"is", "an operator"},
    {"matches", "an operator"},
};

constexpr std::string_view kDeclarations[] = {
    "import",   "edifact", "interchange", "xml",      "accept",   "zone",
    "policy",   "table",   "condition",   "external", "fragment", "map",
    "override", "remove",  "add",         "example",  "mapping",  "library"};
constexpr std::string_view kHeads[] = {"mapping", "library"};
constexpr std::string_view kItems[] = {"rule", "ignore", "forbid", "rest",
                                       "part", "one",    "opt",    "each"};
constexpr std::string_view kBodies[] = {"map", "fragment", "override", "add"};
constexpr std::string_view kSamples[] = {"edifact", "xml", "laws"};

constexpr std::string_view what_follows(Context context) {
  switch (context) {
    case Context::head:
      return "`mapping` or `library`, a name and a version";
    case Context::declaration:
      return "a declaration";
    case Context::item:
      return "a row, a block or `}`";
    case Context::meta:
      return "a name and its value, or `}`";
    case Context::example:
      return "`edifact`, `xml`, `laws` or `}`";
  }
  return {};
}

struct Slip {
  std::string_view wrong, right;
};
// Arrows as other languages write them.
constexpr Slip kArrowSlips[] = {{"<=>", "<->"},   {"<-->", "<->"},  {"<>", "<->"}, {"=>", "->"},
                                {"-->", "->"},    {"<=", "<-"},     {"<--", "<-"}, {"\u2192", "->"},
                                {"\u2190", "<-"}, {"\u2194", "<->"}};

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r'; }
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) noexcept { return is_upper(c) || (c >= 'a' && c <= 'z'); }
constexpr bool is_id(char c) noexcept { return is_letter(c) || is_digit(c) || c == '_'; }
constexpr bool is_punctuation(char c) noexcept {
  return std::string_view("<>=-~|:!&+*").find(c) != std::string_view::npos;
}

// True for a word that is a slip of one of the words.
template <std::size_t N>
bool is_nearly(std::string_view word, const std::string_view (&words)[N]) {
  return !nearest(word, {std::begin(words), std::end(words)}).empty();
}

template <std::size_t N>
bool is_among(std::string_view word, const std::string_view (&words)[N]) noexcept {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// --- the tree
// --------------------------------------------------------------------------------------

template <typename Rule>
inline constexpr char kRule = 0;  // its address names the rule

// What a kept rule took, without the blanks behind it, and the kept rules inside.
struct Node {
  const void* rule = nullptr;
  const char* begin = nullptr;
  const char* end = nullptr;
  std::vector<std::unique_ptr<Node>> children;

  template <typename Rule>
  [[nodiscard]] bool is() const noexcept {
    return rule == &kRule<Rule>;
  }
  template <typename Rule>
  [[nodiscard]] const Node* find() const noexcept {
    for (const auto& child : children) {
      if (child->is<Rule>()) return child.get();
    }
    return nullptr;
  }
  [[nodiscard]] std::string_view view() const noexcept {
    return {begin, static_cast<std::size_t>(end - begin)};
  }
};

// --- the reader: what the grammar asks for
// -----------------------------------------------------------

class Reader {
 public:
  Reader(Source& source, std::string_view text, Diagnostics& faults)
      : source_(source), faults_(faults), begin_(text.data()), end_(text.data() + text.size()) {}

  [[nodiscard]] Span span(const char* from, const char* to) const noexcept {
    return {static_cast<std::uint64_t>(from - begin_), static_cast<std::uint64_t>(to - begin_)};
  }

  [[nodiscard]] bool gave_up() const noexcept { return reported_ > kMostFaults; }

  Diagnostic& report(Fault fault, Span where, std::string detail) {
    if (++reported_ > kMostFaults) throw TooManyFaults();
    return faults_.report(fault, source_, where, std::move(detail));
  }

  // --- the tree: the nodes made so far that are in no other node yet

  [[nodiscard]] std::size_t made() const noexcept { return nodes_.size(); }
  void drop(std::size_t from) noexcept { nodes_.resize(from); }
  void keep(const void* rule, const char* from, const char* to, std::size_t first) {
    auto node = std::make_unique<Node>();
    node->rule = rule;
    node->begin = from;
    node->end = std::max(from, without_blanks(to));
    const auto inside = nodes_.begin() + static_cast<std::ptrdiff_t>(first);
    node->children.assign(std::make_move_iterator(inside), std::make_move_iterator(nodes_.end()));
    nodes_.resize(first);
    nodes_.push_back(std::move(node));
  }
  [[nodiscard]] const std::vector<std::unique_ptr<Node>>& nodes() const noexcept { return nodes_; }

  // --- noticed on the way

  void missed(const char* at, std::string_view keyword) noexcept {
    if (at > far_) {
      far_ = at;
      missed_count_ = 0;
    }
    if (at == far_ && missed_count_ < missed_.size()) missed_[missed_count_++] = keyword;
  }
  void opened_string(const char* at) noexcept { string_ = at; }
  void opened_fence(const char* at) noexcept { fence_ = at; }
  void skipped_blanks(const char* from, const char* to) noexcept {
    if (from == to) return;
    blanks_ = from;
    blanks_end_ = to;
  }
  // The end of the text before `at`, without the blanks that its last token took along.
  [[nodiscard]] const char* without_blanks(const char* at) const noexcept {
    return at == blanks_end_ ? blanks_ : at;
  }

  // --- nesting

  class Level {
   public:
    explicit Level(std::uint32_t& depth) noexcept : depth_(depth) { ++depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --depth_; }

   private:
    std::uint32_t& depth_;
  };

  [[nodiscard]] Level enter_braces(const char* at) {
    if (blocks_ >= kDeepestBlock) too_deep(at, "blocks", kDeepestBlock);
    return Level(blocks_);
  }
  [[nodiscard]] Level enter_expression(const char* at) {
    if (expressions_ >= kDeepestExpression) too_deep(at, "conditions", kDeepestExpression);
    return Level(expressions_);
  }

  void unclosed(const char* brace, const char* here) {
    if (cut_) return;  // the sample that was not closed took the brace
    Diagnostic& fault = report(Fault::emap_unclosed, span(brace, brace + 1), {});
    fault.expected = "`}`";
    fault.hint = here == end_ ? "the file ends before it"
                              : "line " + std::to_string(source_.position(offset(here)).line) +
                                    " begins a new declaration: put `}` before it";
  }

  // --- faults and going on

  [[noreturn]] void stumble(const char* at, Fault kind, std::string_view expected) {
    stumbled_ = true;
    resume_ = at;
    if (kind == Fault::emap_string) {
      report(kind, span(string_, at), {}).expected = expected;
    } else if (kind == Fault::emap_fence) {
      resume_ = end_;
      cut_ = true;
      report(kind, span(fence_, std::min(fence_ + 3, end_)), {}).expected = expected;
    } else if (kind == Fault::emap_escape) {
      const char* const to = at < end_ && *at != '\n' ? at + character_length(at) : at;
      report(kind, span(at - 1, to), {}).expected = expected;
    } else if (missing_at_line_end(at)) {
      resume_ = without_blanks(at);
      report(kind, span(resume_, resume_), at == end_ ? "the file ends" : "the line ends")
          .expected = expected;
    } else {
      report_found(kind, at, expected);
    }
    throw g::Stumble();
  }

  // How many bytes to skip, from `at` on: grammar.hpp, `skip`.
  [[nodiscard]] std::size_t skip(const char* at, Context context) {
    const bool known = std::exchange(stumbled_, false);
    if (!known && context == Context::declaration && *at == '}') {
      report(Fault::emap_unopened, span(at, at + 1), {}).hint =
          "remove it, or look for a `}` too many before it";
      resume_ = at + 1;
    } else if (!known) {
      resume_ = std::max(at, far_);
      report_found(Fault::emap_syntax, resume_, fold(context));
    }
    const char* const to = find_restart(at, context);
    far_ = begin_;
    missed_count_ = 0;
    return static_cast<std::size_t>(to - at);
  }

  [[nodiscard]] bool declaration_ahead(const char* at, Context context) const noexcept {
    if (at == end_ || !is_letter(*at) || !at_line_begin(at)) return false;
    const std::string_view found = word(at);
    if (context == Context::example && is_among(found, kSamples)) return false;
    return is_among(found, kDeclarations);
  }

 private:
  [[nodiscard]] std::uint64_t offset(const char* at) const noexcept {
    return static_cast<std::uint64_t>(at - begin_);
  }

  [[noreturn]] void too_deep(const char* at, const char* what, std::uint32_t limit) {
    stumbled_ = true;
    resume_ = at;
    report(Fault::emap_depth, span(at, std::min(at + 1, end_)), {}).expected =
        "at most " + std::to_string(limit) + " levels of " + what;
    throw g::Stumble();
  }

  // The word at `at`: letters, digits, `_`, and `-` between them.
  [[nodiscard]] std::string_view word(const char* at) const noexcept {
    const char* to = at;
    while (to != end_ && (is_id(*to) || (*to == '-' && to != at && to + 1 != end_ && is_id(to[1]))))
      ++to;
    return {at, static_cast<std::size_t>(to - at)};
  }

  [[nodiscard]] std::size_t character_length(const char* at) const noexcept {
    std::size_t next = 0;
    const std::string_view rest(at, std::min<std::size_t>(4, static_cast<std::size_t>(end_ - at)));
    (void)text::decode(rest, next);
    return next;
  }

  // What stands at `at`, as a person would name it.
  [[nodiscard]] std::string_view token(const char* at) const noexcept {
    if (at == end_) return {};
    const std::string_view letters = word(at);
    if (!letters.empty()) return letters;
    const char* to = at;
    if (*at == '"') {
      for (++to; to != end_ && *to != '"' && *to != '\n'; ++to) {
        if (*to == '\\' && to + 1 != end_ && to[1] != '\n') ++to;
      }
      if (to != end_ && *to == '"') ++to;
    } else if (is_punctuation(*at)) {
      while (to != end_ && is_punctuation(*to)) ++to;
    } else {
      to += character_length(at);
    }
    return {at, static_cast<std::size_t>(to - at)};
  }

  void report_found(Fault kind, const char* at, std::string_view expected) {
    const std::string_view found = token(at);
    Diagnostic& fault = report(kind, span(at, at + found.size()),
                               at == end_      ? "the file ends"
                               : is_blank(*at) ? "found a blank"
                                               : "found `" + text::printable(found, 24) + '`');
    fault.expected = expected;
    if (found.empty()) return;
    if (expected.find("arrow") != std::string_view::npos) {
      for (const Slip& slip : kArrowSlips) {
        if (found == slip.wrong) fault.hint = "write `" + std::string(slip.right) + '`';
      }
    }
    if (far_ != at || !is_letter(found[0])) return;
    std::vector<std::string> keywords(missed_.begin(), missed_.begin() + missed_count());
    const std::string near = nearest(found, keywords);
    if (!near.empty()) fault.hint = "did you mean `" + near + "`?";
  }

  [[nodiscard]] std::ptrdiff_t missed_count() const noexcept {
    return static_cast<std::ptrdiff_t>(missed_count_);
  }

  // What could have stood where nothing was understood: the optional rest of what came before,
  // folded, and what follows in this context.
  [[nodiscard]] std::string fold(Context context) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < missed_count_ && resume_ == far_; ++i) {
      const std::string_view keyword = missed_[i];
      if (is_among(keyword, kDeclarations) || is_among(keyword, kItems)) continue;
      if (context == Context::example && is_among(keyword, kSamples)) continue;
      std::string named = '`' + std::string(keyword) + '`';
      for (const Fold& fold : kFolds) {
        if (fold.keyword == keyword) named = fold.as;
      }
      if (std::find(names.begin(), names.end(), named) == names.end()) names.push_back(named);
    }
    std::string out;
    for (const std::string& named : names) {
      const bool last = &named == &names.back() && context == Context::declaration;
      out += named + (last ? " or " : ", ");
    }
    out += what_follows(context);
    return out;
  }

  [[nodiscard]] bool at_line_begin(const char* at) const noexcept {
    while (at != begin_ && is_blank(at[-1])) --at;
    return at == begin_ || at[-1] == '\n';
  }

  // Something is missing behind the last token of a line when the next line begins anew.
  [[nodiscard]] bool missing_at_line_end(const char* at) const {
    if (at == end_ || *at == '\n' || *at == '\r') return true;
    return at == blanks_end_ && at_line_begin(at) &&
           (begins(at, Context::declaration) || begins(at, Context::item));
  }

  // True where an entry of `context` seems to begin, or its block to end. `at` is the first
  // character of a line that is no blank.
  [[nodiscard]] bool begins(const char* at, Context context) const {
    if (at == end_) return true;
    if (*at == '}') return context != Context::declaration && context != Context::head;
    const std::string_view found = word(at);
    if (is_among(found, kDeclarations)) return true;
    switch (context) {
      case Context::head:
        return false;
      case Context::declaration:
        return found == "rule" || found == "ignore" || found == "forbid" ||
               is_nearly(found, kDeclarations);
      case Context::meta:
        return !found.empty() && is_letter(found[0]);
      case Context::example:
        return is_among(found, kSamples);
      case Context::item:
        break;
    }
    if (is_among(found, kItems) || is_nearly(found, kItems)) return true;
    if (*at == '#') return at + 1 != end_ && is_letter(at[1]);
    if (found.size() == 1 && std::string_view("MRDO").find(found[0]) != std::string_view::npos)
      return true;
    const bool path =
        is_upper(*at) || is_digit(*at) || *at == '/' || *at == '=' || *at == '.' || *at == '(';
    return path && has_arrow(at);
  }

  [[nodiscard]] bool has_arrow(const char* at) const noexcept {
    for (; at != end_ && *at != '\n'; ++at) {
      if (*at == '-' && at + 1 != end_ && at[1] == '>') return true;
      if (*at == '<' && at + 1 != end_ && at[1] == '-') return true;
    }
    return false;
  }

  // True when nothing but a comment follows the brace at `at` on its line.
  [[nodiscard]] bool ends_line(const char* at) const noexcept {
    do ++at;
    while (at != end_ && is_blank(*at));
    return at == end_ || *at == '\n' || *at == '/';
  }

  // Behind the string, comment, sample or namespace that begins at `at`; `at` when none does.
  [[nodiscard]] const char* behind_quoted(const char* at) const noexcept {
    const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
    if (*at == '"') return at + token(at).size();
    if (rest.substr(0, 2) == "//") return std::find(at, end_, '\n');
    if (rest.substr(0, 3) == "~~~" && (at == begin_ || at[-1] == '\n')) {
      const std::size_t close = rest.find("\n~~~");
      return close == std::string_view::npos ? end_ : at + close + 4;
    }
    if (*at == '{') {
      const char* to = at + 1;
      bool colon = false;
      while (to != end_ && std::string_view("{} \t\r\n\"").find(*to) == std::string_view::npos)
        colon = *to++ == ':' || colon;
      if (colon && to != end_ && *to == '}') return to + 1;
    }
    return at;
  }

  // Where to go on after the fault at `resume_` in what began at `from`.
  [[nodiscard]] const char* find_restart(const char* from, Context context) const {
    const char* const fault = std::max(from, resume_);
    if (context == Context::head && fault == from && is_among(word(from), kDeclarations) &&
        !is_among(word(from), kHeads))
      return from;
    const bool enters = blocks_ < kDeepestBlock &&
                        (context == Context::item ||
                         (context == Context::declaration && is_among(word(from), kBodies)));
    const char* opener = nullptr;
    std::size_t depth = 0;
    bool line_begin = false;
    for (const char* at = from; at != end_;) {
      if (line_begin && depth == 0 && at > from && !is_blank(*at) && *at != '\n') {
        if (begins(at, context)) return at;
        line_begin = false;
      }
      if (const char* const behind = behind_quoted(at); behind != at) {
        at = behind;
        line_begin = false;
        continue;
      }
      switch (*at) {
        case '{':
          if (depth++ == 0) opener = at;
          break;
        case '}':
          if (depth > 0)
            --depth;
          else if (at >= fault && context != Context::declaration && context != Context::head)
            return at;
          break;
        case '\n':
          if (at < fault) break;
          if (depth > 0 && (opener < fault || (enters && !ends_line(opener))))
            depth = 0;  // the brace of a set of codes that was left open
          if (depth > 0 && enters) return opener;
          line_begin = true;
          break;
        default:
          break;
      }
      ++at;
    }
    return depth > 0 && enters && opener >= fault ? opener : end_;
  }

  Source& source_;
  Diagnostics& faults_;
  const char* begin_;
  const char* end_;

  std::vector<std::unique_ptr<Node>> nodes_;
  const char* far_ = nullptr;  // the farthest place where a keyword was looked for in vain
  std::array<std::string_view, 48> missed_{};
  std::size_t missed_count_ = 0;
  const char* string_ = nullptr;
  const char* fence_ = nullptr;
  const char* blanks_ = nullptr;
  const char* blanks_end_ = nullptr;

  bool stumbled_ = false;
  bool cut_ = false;
  const char* resume_ = nullptr;
  std::uint32_t blocks_ = 0;
  std::uint32_t expressions_ = 0;
  std::uint32_t reported_ = 0;
};

template <typename Rule>
struct Action : pegtl::nothing<Rule> {};
template <>
struct Action<g::quote> {
  template <typename Input>
  static void apply(const Input& in, Reader& reader) {
    reader.opened_string(in.begin());
  }
};
template <>
struct Action<g::fence_begin> {
  template <typename Input>
  static void apply(const Input& in, Reader& reader) {
    reader.opened_fence(in.begin());
  }
};
template <>
struct Action<g::sp> {
  template <typename Input>
  static void apply(const Input& in, Reader& reader) {
    reader.skipped_blanks(in.begin(), in.end());
  }
};

template <typename Rule, typename... Rules>
inline constexpr bool kOneOf = (std::is_same_v<Rule, Rules> || ...);

// The rules that the model is made from.
template <typename Rule>
struct Kept
    : std::bool_constant<kOneOf<
          Rule,
          // words
          g::word, g::dotted, g::quoted, g::numeral, g::integer, g::date, g::date_end, g::code,
          // paths
          g::source, g::pattern_path, g::anywhere, g::root, g::self, g::source_step,
          g::group_number, g::segment_tag, g::selection, g::predicate, g::predicate_path,
          g::element_step, g::element_id, g::element_no, g::every_one, g::target, g::target_step,
          g::up, g::attribute, g::nc_name, g::q_name,
          // rows and expressions
          g::arrow, g::constant, g::expression, g::disjunction, g::conjunction, g::negation,
          g::quantifier, g::kw_all, g::condition_ref, g::condition_id, g::compare, g::compare_sign,
          g::sum, g::summed, g::plus_sign, g::minus_sign, g::function, g::the_value, g::set,
          g::regular, g::presence, g::when, g::default_value, g::back, g::doc, g::label_name,
          g::status, g::argument, g::argument_name, g::step, g::leaf, g::once, g::maybe, g::many,
          g::range_max, g::items, g::lost_items, g::fragment_use, g::block, g::labelled,
          g::mapping_name, g::part, g::ignore, g::forbid, g::rest, g::rest_kind, g::rule,
          g::severity, g::say, g::respond,
          // declarations
          g::meta_item, g::date_range, g::extends, g::mapping_head, g::library_head,
          g::library_name, g::version, g::import, g::edifact, g::message_id, g::message_type,
          g::message_part, g::messages, g::interchange, g::namespace_uri, g::element_name,
          g::target_label, g::prefix, g::prefix_name, g::xml, g::accept, g::zone, g::zone_gap,
          g::zone_overlap, g::policy, g::policy_side, g::policy_action, g::table, g::domain,
          g::table_type, g::import_file, g::table_else, g::condition, g::external, g::fragment,
          g::map, g::label_ref, g::override_, g::remove, g::add, g::fence_text, g::no_lines,
          g::sample_edifact, g::sample_xml, g::laws, g::rejects, g::rejects_at, g::example>> {};

// Makes a node of each kept rule that matched for good, and forgets those of a rule that did not.
template <typename Rule>
struct Control : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Actions,
            template <typename...> class Controls, typename Input>
  [[nodiscard]] static bool match(Input& in, Reader& reader) {
    const char* const begin = in.current();
    const std::size_t first = reader.made();
    if (!pegtl::normal<Rule>::template match<A, M, Actions, Controls>(in, reader)) {
      reader.drop(first);
      if constexpr (requires { Rule::text; }) reader.missed(begin, Rule::text);
      return false;
    }
    // `at` and `not_at` look ahead without actions: they leave no nodes either.
    if constexpr (Kept<Rule>::value && A == pegtl::apply_mode::action)
      reader.keep(&kRule<Rule>, begin, in.current(), first);
    return true;
  }
};

// --- tree to model
// -----------------------------------------------------------------------------------

class Builder {
 public:
  explicit Builder(Reader& reader) : reader_(reader) {}

  [[nodiscard]] File file(const std::vector<std::unique_ptr<Node>>& nodes) {
    for (const auto& node : nodes) declaration(*node);
    return std::move(file_);
  }

 private:
  // --- words

  [[nodiscard]] Span span(const Node& node) const noexcept {
    return reader_.span(node.begin, node.end);
  }
  [[nodiscard]] Text raw(const Node& node) const { return {std::string(node.view()), span(node)}; }
  [[nodiscard]] Text raw(const Node* node) const { return node != nullptr ? raw(*node) : Text(); }

  // The value of a string in quotes, its escapes resolved.
  [[nodiscard]] Text quoted(const Node& node) {
    Text out{{}, span(node)};
    const std::string_view inside = node.view().substr(1, node.view().size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] != '\\') {
        out.value += inside[i];
        continue;
      }
      switch (inside[++i]) {
        case 'n':
          out.value += '\n';
          break;
        case 'r':
          out.value += '\r';
          break;
        case 't':
          out.value += '\t';
          break;
        case 'u':
          i = escaped(node, inside, i, out.value);
          break;
        default:
          out.value += inside[i];
          break;
      }
    }
    return out;
  }

  [[nodiscard]] static char32_t hexadecimal(std::string_view digits) noexcept {
    std::uint32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
  }

  // \uXXXX, whose `u` is at `at`; two of them for a character above U+FFFF. Where it ends.
  std::size_t escaped(const Node& node, std::string_view inside, std::size_t at, std::string& out) {
    char32_t character = hexadecimal(inside.substr(at + 1, 4));
    std::size_t last = at + 4;
    if (character >= 0xD800 && character < 0xDC00 && inside.substr(last + 1, 2) == "\\u") {
      const char32_t low = hexadecimal(inside.substr(last + 3, 4));
      if (low >= 0xDC00 && low < 0xE000) {
        character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
        last += 6;
      }
    }
    if (character == 0 || (character >= 0xD800 && character < 0xE000)) {
      const char* const begin = node.begin + at;  // the backslash: inside begins one behind
      reader_.report(Fault::emap_escape, reader_.span(begin, begin + 6), {}).expected =
          "a character; U+0000 and half of a surrogate pair are none";
    } else {
      text::append(out, character);
    }
    return last;
  }

  // A word, code or number as it is, a string without its quotes and escapes.
  [[nodiscard]] Text text(const Node& node) {
    return node.is<g::quoted>() ? quoted(node) : raw(node);
  }
  [[nodiscard]] Text text(const Node* node) { return node != nullptr ? text(*node) : Text(); }
  [[nodiscard]] static bool is_text(const Node& node) noexcept {
    return node.is<g::quoted>() || node.is<g::numeral>() || node.is<g::code>() ||
           node.is<g::word>() || node.is<g::dotted>();
  }
  // The string, word or number in `node`.
  [[nodiscard]] Text inner(const Node* node) {
    if (node == nullptr) return {};
    for (const auto& child : node->children) {
      if (is_text(*child)) return text(*child);
    }
    return {};
  }
  // All strings, words and numbers in `node`.
  [[nodiscard]] std::vector<Text> texts(const Node& node) {
    std::vector<Text> out;
    for (const auto& child : node.children) {
      if (is_text(*child)) out.push_back(text(*child));
    }
    return out;
  }

  [[nodiscard]] std::uint32_t integer(const Node& node, std::string_view digits,
                                      std::uint32_t least, std::uint32_t most) {
    std::uint32_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, value);
    if (result.ec == std::errc() && value >= least && value <= most) return value;
    reader_.report(Fault::emap_number, span(node), {}).expected =
        "a number from " + std::to_string(least) + " to " + std::to_string(most);
    return least;
  }

  void twice(const Node& node, const std::string& what) {
    reader_.report(Fault::emap_twice, span(node), what).hint = "remove one of the two";
  }

  // --- paths

  [[nodiscard]] ElementId element_id(const Node& node) {
    ElementId out;
    out.id = raw(node.find<g::element_no>());
    if (node.find<g::every_one>() != nullptr) out.ordinal = ElementId::Ordinal::all;
    if (const Node* const number = node.find<g::integer>()) {
      out.ordinal = ElementId::Ordinal::number;
      out.number = integer(*number, number->view(), 1, kLargestNumber);
    }
    return out;
  }

  [[nodiscard]] Predicate predicate(const Node& node) {
    Predicate out;
    out.span = span(node);
    if (const Node* const path = node.find<g::predicate_path>()) {
      if (const Node* const tag = path->find<g::segment_tag>()) out.segment = raw(*tag);
      for (const auto& child : path->children) {
        if (child->is<g::element_id>()) out.path.push_back(element_id(*child));
      }
    }
    out.codes = texts(node);
    return out;
  }

  [[nodiscard]] SourceStep source_step(const Node& node) {
    SourceStep out;
    out.span = span(node);
    if (const Node* const group = node.find<g::group_number>()) {
      out.group =
          static_cast<std::uint16_t>(integer(*group, group->view().substr(2), 1, kLargestGroup));
      out.group_span = span(*group);
    }
    out.tag = raw(node.find<g::segment_tag>());
    if (const Node* const selection = node.find<g::selection>()) {
      for (const auto& child : selection->children) {
        if (child->is<g::predicate>()) out.predicates.push_back(predicate(*child));
      }
    }
    return out;
  }

  [[nodiscard]] SourcePath source_path(const Node& node) {
    SourcePath out;
    out.span = span(node);
    // A path that begins with an element has its first step without a node of its own.
    ElementStep first;
    for (const auto& child : node.children) {
      if (child->is<g::root>()) out.root = true;
      if (child->is<g::self>()) out.self = true;
      if (child->is<g::source_step>()) out.steps.push_back(source_step(*child));
      if (child->is<g::element_id>()) {
        const ElementId id = element_id(*child);
        if (first.ids.empty()) first.span.begin = span(*child).begin;
        first.span.end = span(*child).end;
        first.ids.push_back(id);
      }
      if (child->is<g::element_step>()) out.elements.push_back(element_step(*child));
    }
    if (!first.ids.empty()) out.elements.insert(out.elements.begin(), std::move(first));
    return out;
  }
  [[nodiscard]] ElementStep element_step(const Node& node) {
    ElementStep out;
    out.span = span(node);
    for (const auto& child : node.children) {
      if (child->is<g::element_id>()) out.ids.push_back(element_id(*child));
      if (child->is<g::every_one>()) out.all = true;
    }
    return out;
  }
  [[nodiscard]] SourcePath source_in(const Node& node) {
    const Node* const path = node.find<g::source>();
    return path != nullptr ? source_path(*path) : SourcePath();
  }

  // "ds:Name" in a node.
  void qualified(const Node& node, Text& prefix, Text& name) const {
    for (const auto& child : node.children) {
      if (!child->is<g::nc_name>()) continue;
      if (!name.empty()) prefix = std::move(name);
      name = raw(*child);
    }
  }

  [[nodiscard]] TargetPath target_path(const Node* node) const {
    TargetPath out;
    if (node == nullptr) return out;
    out.span = span(*node);
    for (const auto& child : node->children) {
      if (child->is<g::up>()) ++out.up;
      if (child->is<g::self>()) out.self = true;
      if (!child->is<g::target_step>()) continue;
      TargetStep step;
      step.attribute = child->find<g::attribute>() != nullptr;
      if (const Node* const name = child->find<g::q_name>()) {
        qualified(*name, step.prefix, step.name);
      }
      out.steps.push_back(std::move(step));
    }
    return out;
  }

  // --- expressions

  [[nodiscard]] Expression expression(const Node& node) {
    if (node.is<g::expression>()) return chain(node, Expression::Kind::xor_);
    if (node.is<g::disjunction>()) return chain(node, Expression::Kind::or_);
    if (node.is<g::conjunction>()) return chain(node, Expression::Kind::and_);
    Expression out;
    out.span = span(node);
    if (node.is<g::negation>()) {
      out.kind = Expression::Kind::not_;
      out.children.push_back(expression(*node.children.back()));
    } else if (node.is<g::quantifier>()) {
      out.kind = node.find<g::kw_all>() != nullptr ? Expression::Kind::all : Expression::Kind::any;
      out.path = source_in(node);
      out.children.push_back(expression(*node.children.back()));
    } else if (node.is<g::condition_ref>()) {
      out.kind = Expression::Kind::condition;
      out.text = raw(node.find<g::condition_id>());
    } else if (node.is<g::compare>()) {
      return comparison(node);
    } else if (node.is<g::sum>() || node.is<g::summed>()) {
      return sum(node);
    } else if (node.is<g::function>()) {
      out.kind = Expression::Kind::function;
      out.text = raw(node.find<g::word>());
      for (const auto& child : node.children) {
        if (!child->is<g::word>()) out.children.push_back(expression(*child));
      }
    } else if (node.is<g::quoted>()) {
      out.kind = Expression::Kind::string;
      out.text = quoted(node);
    } else if (node.is<g::numeral>()) {
      out.kind = Expression::Kind::number;
      out.text = raw(node);
    } else if (node.is<g::source>()) {
      out.kind = Expression::Kind::path;
      out.path = source_path(node);
    }
    return out;
  }

  // One child stands for itself.
  [[nodiscard]] Expression chain(const Node& node, Expression::Kind kind) {
    if (node.children.size() == 1) return expression(*node.children.front());
    Expression out;
    out.kind = kind;
    out.span = span(node);
    for (const auto& child : node.children) out.children.push_back(expression(*child));
    return out;
  }

  [[nodiscard]] Expression comparison(const Node& node) {
    Expression left = expression(*node.children.front());
    if (node.children.size() == 1) return left;
    Expression out;
    out.span = span(node);
    const Node& second = *node.children[1];
    if (second.is<g::compare_sign>()) {
      const std::string_view sign = second.view();
      out.kind = sign == "<="   ? Expression::Kind::less_equal
                 : sign == ">=" ? Expression::Kind::greater_equal
                 : sign == "!=" ? Expression::Kind::not_equal
                 : sign == "<"  ? Expression::Kind::less
                 : sign == ">"  ? Expression::Kind::greater
                                : Expression::Kind::equal;
      out.children.push_back(std::move(left));
      out.children.push_back(expression(*node.children.back()));
      return out;
    }
    out.children.push_back(std::move(left));
    if (second.is<g::set>()) {
      out.kind = Expression::Kind::in;
      const Node* const table = second.find<g::word>();
      if (table != nullptr)
        out.text = raw(*table);
      else
        out.codes = texts(second);
    } else if (second.is<g::regular>()) {
      out.kind = Expression::Kind::matches;
      out.text = inner(&second);
    } else {
      out.kind = second.view() == "present" ? Expression::Kind::present : Expression::Kind::absent;
    }
    return out;
  }

  [[nodiscard]] Expression sum(const Node& node) {
    Expression out = expression(*node.children.front());
    if (node.children.size() / 2 >= kLongestSum) {
      reader_.report(Fault::emap_depth, span(node), {}).expected =
          "at most " + std::to_string(kLongestSum) + " terms in a sum";
      return out;
    }
    for (std::size_t i = 1; i + 1 < node.children.size(); i += 2) {
      Expression next;
      next.kind =
          node.children[i]->is<g::plus_sign>() ? Expression::Kind::plus : Expression::Kind::minus;
      next.span = reader_.span(node.begin, node.children[i + 1]->end);
      next.children.push_back(std::move(out));
      next.children.push_back(expression(*node.children[i + 1]));
      out = std::move(next);
    }
    return out;
  }

  [[nodiscard]] std::optional<Expression> when_in(const Node& node) {
    const Node* const when = node.find<g::when>();
    if (when == nullptr) return std::nullopt;
    return expression(*when->children.front());
  }

  // --- rows, blocks and the rest

  [[nodiscard]] Constant constant(const Node& node) {
    const Node& literal = *node.children.front();
    return {text(literal), literal.is<g::numeral>()};
  }

  [[nodiscard]] static Arrow arrow(const Node& node) noexcept {
    const std::string_view sign = node.view();
    return sign == "<->" ? Arrow::both : sign == "->" ? Arrow::forward : Arrow::backward;
  }

  [[nodiscard]] Conversion conversion(const Node& node) {
    Conversion out;
    out.name = raw(node.find<g::word>());
    out.span = span(node);
    for (const auto& child : node.children) {
      if (!child->is<g::argument>()) continue;
      Argument argument;
      if (const Node* const name = child->find<g::argument_name>()) {
        argument.name = raw(name->find<g::word>());
      }
      argument.values = texts(*child);
      argument.string = child->find<g::quoted>() != nullptr;
      out.arguments.push_back(std::move(argument));
    }
    return out;
  }

  [[nodiscard]] Leaf leaf(const Node& node) {
    Leaf out;
    bool left = true;  // of the arrow
    bool doc = false;
    for (const auto& child : node.children) {
      if (child->is<g::status>()) {
        const char letter = *child->begin;
        out.status = letter == 'M'   ? Status::mandatory
                     : letter == 'R' ? Status::required
                     : letter == 'D' ? Status::dependent
                                     : Status::optional;
      } else if (child->is<g::constant>()) {
        (left ? out.left_constant : out.right_constant) = constant(*child);
      } else if (child->is<g::source>()) {
        out.source = source_path(*child);
      } else if (child->is<g::arrow>()) {
        left = false;
        out.arrow = arrow(*child);
        out.arrow_span = span(*child);
      } else if (child->is<g::target>()) {
        out.target = target_path(child.get());
      } else if (child->is<g::step>()) {
        out.conversions.push_back(conversion(*child));
      } else if (child->is<g::when>()) {
        if (out.when) twice(*child, "`when`");
        out.when = expression(*child->children.front());
      } else if (child->is<g::default_value>()) {
        if (out.default_value) twice(*child, "`default`");
        out.default_value = constant(*child);
      } else if (child->is<g::back>()) {
        if (out.back) twice(*child, "`back`");
        out.back = inner(child.get());
      } else if (child->is<g::doc>()) {
        if (std::exchange(doc, true)) twice(*child, "`doc`");
        out.doc = inner(child.get());
      }
    }
    if (out.left_constant && out.right_constant) {
      Diagnostic& fault =
          reader_.report(Fault::emap_place, out.right_constant->value.span, "a second constant");
      fault.expected = "a path on one side of the arrow";
    }
    return out;
  }

  [[nodiscard]] Cardinality cardinality(const Node& node) {
    Cardinality out;
    out.span = span(node);
    if (node.is<g::once>()) return out;
    out.min = 0;
    if (node.is<g::maybe>()) {
      out.kind = Cardinality::Kind::optional;
      return out;
    }
    out.kind = Cardinality::Kind::each;
    out.max = std::numeric_limits<std::uint32_t>::max();
    out.bounded = false;
    if (const Node* const min = node.find<g::integer>()) {
      out.min = integer(*min, min->view(), 0, kLargestNumber);
    }
    if (const Node* const max = node.find<g::range_max>()) {
      out.max = integer(*max, max->view(), 1, kLargestNumber);
      out.bounded = true;
      if (out.max < out.min) {
        reader_.report(Fault::emap_number, span(node), {}).expected =
            "the lesser number before the greater one";
        out.max = out.min;
      }
    }
    return out;
  }

  [[nodiscard]] static bool is_cardinality(const Node& node) noexcept {
    return node.is<g::once>() || node.is<g::maybe>() || node.is<g::many>();
  }

  [[nodiscard]] Block block(const Node& node) {
    Block out;
    for (const auto& child : node.children) {
      if (is_cardinality(*child)) out.cardinality = cardinality(*child);
      if (child->is<g::arrow>()) {
        out.arrow = arrow(*child);
        out.arrow_span = span(*child);
      }
    }
    out.source = source_in(node);
    out.target = target_path(node.find<g::target>());
    out.when = when_in(node);
    if (const Node* const use = node.find<g::fragment_use>()) out.fragment = raw(*use);
    out.items = items(node.find<g::items>());
    return out;
  }

  [[nodiscard]] Rule rule(const Node& node) {
    Rule out;
    out.name = inner(&node);
    const std::string_view severity = node.find<g::severity>()->view();
    out.severity = severity == "error"     ? Rule::Severity::error
                   : severity == "warning" ? Rule::Severity::warning
                                           : Rule::Severity::info;
    out.on = source_in(node);
    out.when = when_in(node);
    if (const Node* const require = node.find<g::expression>()) out.require = expression(*require);
    for (const auto& child : node.children) {
      if (child->is<g::say>()) {
        std::vector<Text> words = texts(*child);
        out.say.push_back({std::move(words.front()), std::move(words.back())});
      } else if (child->is<g::respond>()) {
        std::vector<Text> words = texts(*child);
        out.respond_name = std::move(words.front());
        out.respond_value = std::move(words.back());
      }
    }
    return out;
  }

  [[nodiscard]] Cover cover(const Node& node) {
    Cover out;
    if (node.is<g::forbid>()) out.kind = Cover::Kind::forbid;
    if (const Node* const rest = node.find<g::rest_kind>()) {
      out.kind = rest->view() == "ignore" ? Cover::Kind::rest_ignore : Cover::Kind::rest_forbid;
    }
    for (const auto& child : node.children) {
      if (!child->is<g::pattern_path>()) continue;
      SourcePath path = source_in(*child);
      path.anywhere = child->find<g::anywhere>() != nullptr;
      path.span = span(*child);
      out.paths.push_back(std::move(path));
    }
    out.reason = inner(&node);
    return out;
  }

  [[nodiscard]] Part part(const Node& node) {
    Part out;
    for (const auto& child : node.children) {
      if (is_cardinality(*child)) out.cardinality = cardinality(*child);
      if (child->is<g::mapping_name>()) out.mappings.push_back(raw(*child));
    }
    return out;
  }

  // An item, or nothing when the node is none.
  [[nodiscard]] std::optional<Item> item(const Node& node) {
    Item out;
    out.span = span(node);
    if (node.is<g::labelled>()) {
      std::optional<Item> inside = item(*node.children.back());
      if (!inside) return std::nullopt;
      Text label = raw(node.find<g::label_name>());
      (inside->block ? inside->block->label : inside->leaf->label) = std::move(label);
      inside->span = out.span;
      return inside;
    }
    if (node.is<g::leaf>()) {
      out.leaf = std::make_unique<Leaf>(leaf(node));
    } else if (node.is<g::block>()) {
      out.kind = Item::Kind::block;
      out.block = std::make_unique<Block>(block(node));
    } else if (node.is<g::rule>()) {
      out.kind = Item::Kind::rule;
      out.rule = std::make_unique<Rule>(rule(node));
    } else if (node.is<g::ignore>() || node.is<g::forbid>() || node.is<g::rest>()) {
      out.kind = Item::Kind::cover;
      out.cover = std::make_unique<Cover>(cover(node));
    } else if (node.is<g::part>()) {
      out.kind = Item::Kind::part;
      out.part = std::make_unique<Part>(part(node));
    } else {
      return std::nullopt;
    }
    return out;
  }

  [[nodiscard]] std::vector<Item> items(const Node* node) {
    std::vector<Item> out;
    if (node == nullptr) return out;
    for (const auto& child : node->children) {
      if (std::optional<Item> made = item(*child)) out.push_back(std::move(*made));
    }
    return out;
  }

  // --- declarations

  [[nodiscard]] Text date(const Node& node) {
    const std::string_view digits = node.view();
    const auto number = [digits](std::size_t at, std::size_t count) {
      std::uint32_t value = 0;
      std::from_chars(digits.data() + at, digits.data() + at + count, value);
      return value;
    };
    const std::uint32_t year = number(0, 4);
    const std::uint32_t month = number(5, 2);
    constexpr std::uint32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::uint32_t days = month >= 1 && month <= 12 ? kDays[month - 1] : 0;
    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ++days;
    if (const std::uint32_t day = number(8, 2); day < 1 || day > days) {
      reader_.report(Fault::emap_date, span(node), "there is no " + std::string(digits)).expected =
          "a day of the calendar, written YYYY-MM-DD";
    }
    return raw(node);
  }

  [[nodiscard]] std::vector<Meta> meta(const Node& node) {
    std::vector<Meta> out;
    for (const auto& child : node.children) {
      if (!child->is<g::meta_item>()) continue;
      Meta made;
      made.name = raw(*child->children.front());
      made.span = span(*child);
      const Node& value = *child->children.back();
      if (value.is<g::date_range>()) {
        made.range = true;
        made.value.push_back(date(*value.find<g::date>()));
        const Node* const end = value.find<g::date_end>();
        made.value.push_back(end != nullptr ? date(*end) : Text());
        // Dates of this form sort as text.
        if (end != nullptr && made.value.back().value < made.value.front().value) {
          reader_.report(Fault::emap_date, made.value.back().span, {}).expected =
              "a day that is not before the first one";
        }
      } else {
        made.value.push_back(text(value));
      }
      const bool again = std::any_of(out.begin(), out.end(), [&made](const Meta& other) {
        return other.name.value == made.name.value;
      });
      if (again) twice(*child, '`' + made.name.value + '`');
      out.push_back(std::move(made));
    }
    return out;
  }

  [[nodiscard]] MessageId message_id(const Node& node) const {
    MessageId out;
    out.span = span(node);
    Text* const parts[] = {&out.version, &out.release, &out.agency, &out.association};
    std::size_t part = 0;
    for (const auto& child : node.children) {
      if (child->is<g::message_type>()) out.type = raw(*child);
      if (child->is<g::message_part>() && part < std::size(parts)) *parts[part++] = raw(*child);
    }
    return out;
  }

  void head(const Node& node) {
    file_.library = node.is<g::library_head>();
    file_.name = raw(file_.library ? node.find<g::library_name>() : node.find<g::mapping_name>());
    file_.version = inner(node.find<g::version>());
    if (const Node* const extends = node.find<g::extends>()) {
      file_.extends_name = raw(extends->find<g::mapping_name>());
      file_.extends_version = inner(extends->find<g::version>());
    }
    file_.meta = meta(node);
  }

  void interchange(const Node& node) {
    InterchangeDecl made;
    made.span = span(node);
    made.meta = meta(node);
    for (const auto& child : node.children) {
      if (!child->is<g::messages>()) continue;
      for (const auto& message : child->children) {
        if (message->is<g::message_id>()) made.messages.push_back(message_id(*message));
      }
    }
    file_.interchange = std::move(made);
  }

  void xml(const Node& node) {
    XmlDecl made;
    made.span = span(node);
    made.label = raw(node.find<g::target_label>());
    made.space = raw(node.find<g::namespace_uri>());
    made.name = raw(node.find<g::element_name>());
    made.meta = meta(node);
    for (const auto& child : node.children) {
      if (!child->is<g::prefix>()) continue;
      Prefix prefix{raw(child->find<g::prefix_name>()), inner(child.get())};
      const bool again = std::any_of(
          made.prefixes.begin(), made.prefixes.end(),
          [&prefix](const Prefix& other) { return other.name.value == prefix.name.value; });
      if (again) twice(*child, "the prefix `" + prefix.name.value + '`');
      made.prefixes.push_back(std::move(prefix));
    }
    const bool again = std::any_of(
        file_.xml.begin(), file_.xml.end(),
        [&made](const XmlDecl& other) { return other.label.value == made.label.value; });
    if (again) twice(node, made.label.empty() ? "`xml`" : "`xml " + made.label.value + '`');
    file_.xml.push_back(std::move(made));
  }

  [[nodiscard]] static ZoneDecl::Policy zone_policy(const Node* node) noexcept {
    if (node == nullptr) return ZoneDecl::Policy::error;
    const std::string_view text = node->view();
    return text.ends_with("earlier") ? ZoneDecl::Policy::earlier
           : text.ends_with("later") ? ZoneDecl::Policy::later
                                     : ZoneDecl::Policy::error;
  }

  void table(const Node& node) {
    TableDecl made;
    made.span = span(node);
    made.name = raw(node.find<g::word>());
    for (const auto& child : node.children) {
      if (child->is<g::element_no>()) made.keys.push_back(raw(*child));
      if (child->is<g::arrow>()) made.arrow = arrow(*child);
    }
    if (const Node* const domain = node.find<g::domain>()) {
      made.has_domain = true;
      made.domain = texts(*domain);
    }
    made.type = raw(node.find<g::table_type>());
    made.file = inner(node.find<g::import_file>());
    if (const Node* const otherwise = node.find<g::table_else>()) {
      if (otherwise->children.empty()) {
        made.otherwise =
            otherwise->view() == "pass" ? TableDecl::Else::pass : TableDecl::Else::error;
      } else {
        made.otherwise = TableDecl::Else::value;
        made.else_value = inner(otherwise);
      }
    }
    file_.tables.push_back(std::move(made));
  }

  void condition(const Node& node) {
    ConditionDecl made;
    made.external = node.is<g::external>();
    if (const Node* const name = node.find<g::condition_ref>()) {
      made.name = raw(name->find<g::condition_id>());
    }
    made.text = inner(&node);
    if (const Node* const expression_node = node.find<g::expression>()) {
      made.expression = expression(*expression_node);
    }
    file_.conditions.push_back(std::move(made));
  }

  void map(const Node& node) {
    MapDecl made;
    made.span = span(node);
    made.label = raw(node.find<g::target_label>());
    made.items = items(node.find<g::items>());
    const bool again = std::any_of(
        file_.maps.begin(), file_.maps.end(),
        [&made](const MapDecl& other) { return other.label.value == made.label.value; });
    if (again) twice(node, made.label.empty() ? "`map`" : "`map " + made.label.value + '`');
    file_.maps.push_back(std::move(made));
  }

  void change(const Node& node) {
    OverrideDecl made;
    made.span = span(node);
    made.kind = node.is<g::remove>() ? OverrideDecl::Kind::remove
                : node.is<g::add>()  ? OverrideDecl::Kind::add
                                     : OverrideDecl::Kind::replace;
    if (const Node* const label = node.find<g::label_ref>()) {
      for (const auto& child : label->children) made.label.push_back(raw(*child));
    }
    made.reason = inner(&node);
    const Node* const body = node.find<g::items>();
    made.items = items(body);
    if (made.kind == OverrideDecl::Kind::replace && body != nullptr) {
      // What could not be read was reported already.
      const bool whole = body->find<g::lost_items>() == nullptr;
      const bool one = made.items.size() == 1 && made.items[0].kind != Item::Kind::cover &&
                       made.items[0].kind != Item::Kind::part;
      if (whole && !one && !made.items.empty()) {
        reader_.report(Fault::emap_place, made.items.back().span, {}).expected =
            "one row, block or rule in `override`; `add in` takes more";
      }
    }
    file_.overrides.push_back(std::move(made));
  }

  void example(const Node& node) {
    Example made;
    made.span = span(node);
    made.title = inner(&node);
    if (const Node* const rejects = node.find<g::rejects>()) {
      made.rejects = inner(rejects);
      made.at = inner(rejects->find<g::rejects_at>());
    }
    bool edifact = false;
    bool document = false;
    for (const auto& child : node.children) {
      const bool is_edifact = child->is<g::sample_edifact>();
      if (is_edifact || child->is<g::sample_xml>()) {
        if (std::exchange(is_edifact ? edifact : document, true))
          twice(*child, is_edifact ? "`edifact`" : "`xml`");
        (is_edifact ? made.edifact : made.xml) = raw(*child->children.front());
      } else if (child->is<g::laws>()) {
        for (Text& law : texts(*child)) made.laws.push_back(std::move(law));
      }
    }
    file_.examples.push_back(std::move(made));
  }

  void declaration(const Node& node) {
    if (node.is<g::mapping_head>() || node.is<g::library_head>()) {
      head(node);
    } else if (node.is<g::import>()) {
      file_.imports.push_back(inner(node.find<g::import_file>()));
    } else if (node.is<g::edifact>()) {
      if (file_.edifact || file_.interchange) twice(node, "`edifact` or `interchange`");
      file_.edifact = EdifactDecl{message_id(*node.find<g::message_id>()), meta(node)};
    } else if (node.is<g::interchange>()) {
      if (file_.edifact || file_.interchange) twice(node, "`edifact` or `interchange`");
      interchange(node);
    } else if (node.is<g::xml>()) {
      xml(node);
    } else if (node.is<g::accept>()) {
      if (const Node* const made = node.find<g::expression>()) {
        file_.accept.push_back(expression(*made));
      }
    } else if (node.is<g::zone>()) {
      std::vector<Text> words = texts(node);
      file_.zones.push_back({std::move(words.front()), std::move(words.back()),
                             zone_policy(node.find<g::zone_gap>()),
                             zone_policy(node.find<g::zone_overlap>())});
    } else if (node.is<g::policy>()) {
      file_.policies.push_back(
          {raw(node.find<g::policy_side>()), raw(node.find<g::policy_action>())});
    } else if (node.is<g::table>()) {
      table(node);
    } else if (node.is<g::condition>() || node.is<g::external>()) {
      condition(node);
    } else if (node.is<g::fragment>()) {
      file_.fragments.push_back(
          {raw(node.find<g::word>()), source_in(node), items(node.find<g::items>()), 0});
    } else if (node.is<g::map>()) {
      map(node);
    } else if (node.is<g::override_>() || node.is<g::remove>() || node.is<g::add>()) {
      change(node);
    } else if (node.is<g::example>()) {
      example(node);
    } else if (std::optional<Item> made = item(node)) {
      file_.items.push_back(std::move(*made));
    }
  }

  Reader& reader_;
  File file_;
};

// --- before anything is parsed
// -----------------------------------------------------------------------

// Characters that reorder what a reader sees, so that a mapping would not be what it looks like.
constexpr bool reorders(char32_t character) noexcept {
  return (character >= 0x202A && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0x200E ||
         character == 0x200F || character == 0x061C;
}

// True when the text is UTF-8 without characters that a mapping file may not hold.
bool is_clean(const Source& source, std::string_view text, Diagnostics& faults) {
  std::size_t bad = 0;
  for (std::size_t at = 0; at < text.size() && bad < kMostBadCharacters;) {
    if (static_cast<unsigned char>(text[at] - 1) < 0x7F) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t character = text::decode(text, at);
    if (character == text::kMalformed) {
      // The first place is enough: in a file of another encoding, every accent is one.
      faults.report(Fault::emap_encoding, source, {begin, at}).hint = "save the file as UTF-8";
      return false;
    }
    if (character != 0 && !reorders(character)) continue;
    ++bad;
    faults
        .report(Fault::emap_character, source, {begin, at},
                character == 0 ? "a NUL byte" : "a mark that changes the direction of the text")
        .hint = "remove it";
  }
  return bad == 0;
}

}  // namespace

File parse(Source& source, Diagnostics& faults) {
  std::string_view text;
  try {
    text = source.all(kLongestFile);
  } catch (const std::length_error&) {
    faults.report(Fault::emap_size, source.name()).expected =
        "at most " + std::to_string(kLongestFile) + " bytes";
    return {};
  }
  if (!is_clean(source, text, faults)) return {};

  // Found in two passes, told in the order of the file.
  Diagnostics found;
  File file;
  Reader reader(source, text, found);
  try {
    pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, std::string_view> in(
        text.data(), text.data() + text.size(), std::string_view());
    if (pegtl::parse<g::file, Action, Control>(in, reader)) {
      file = Builder(reader).file(reader.nodes());
    }
  } catch (const TooManyFaults&) {
    file = File();
  }
  std::vector<Diagnostic> sorted = found.all();
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.where.begin < b.where.begin;
  });
  for (Diagnostic& fault : sorted) faults.add(std::move(fault));
  if (reader.gave_up()) faults.report(Fault::emap_faults, source.name());
  return file;
}

}  // namespace sluis::language
