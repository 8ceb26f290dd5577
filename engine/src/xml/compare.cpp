#include "xml/compare.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "xml/reader.hpp"

namespace sluis::xml {
namespace {

// A document as a list of what it says, each with its path.
struct Statement {
  std::string path, text;
  friend bool operator==(const Statement&, const Statement&) = default;
};

class Statements : public ReadHandler {
 public:
  explicit Statements(std::string_view document) {
    open_.push_back({"", {}});
    if (const auto fault = read(document, *this))
      list.push_back({open_.back().path, "unreadable: " + fault->message});
  }

  std::vector<Statement> list;

  void start(std::string_view space, std::string_view name,
             const std::vector<ReadAttribute>& attributes, Position /*where*/) override {
    flush();
    const std::size_t number = ++open_.back().counts[std::string(name)];
    std::string path = open_.back().path + "/" + std::string(name);
    if (number > 1) path += "[" + std::to_string(number) + "]";
    list.push_back({path, "{" + std::string(space) + "}" + std::string(name)});
    std::vector<Statement> sorted;
    sorted.reserve(attributes.size());
    for (const ReadAttribute& each : attributes)
      sorted.push_back({path + "/@" + each.name, "{" + each.space + "}" + each.value});
    std::sort(sorted.begin(), sorted.end(),
              [](const Statement& a, const Statement& b) { return a.path < b.path; });
    list.insert(list.end(), sorted.begin(), sorted.end());
    open_.push_back({std::move(path), {}});
  }
  void text(std::string_view text) override { pending_.append(text); }
  void end() override {
    flush();
    list.push_back({open_.back().path, "the end of the element"});
    open_.pop_back();
  }

 private:
  struct Open {
    std::string path;
    std::map<std::string, std::size_t> counts;  // of children, by name
  };
  void flush() {
    if (pending_.find_first_not_of(" \t\r\n") != std::string::npos)
      list.push_back({open_.back().path, '"' + pending_ + '"'});
    pending_.clear();
  }
  std::vector<Open> open_;
  std::string pending_;
};

}  // namespace

std::optional<Difference> first_difference(std::string_view expected, std::string_view found) {
  const Statements wanted(expected);
  const Statements got(found);
  const auto [a, b] =
      std::mismatch(wanted.list.begin(), wanted.list.end(), got.list.begin(), got.list.end());
  if (a == wanted.list.end() && b == got.list.end()) return std::nullopt;
  const auto tell = [](const auto& at, const Statements& of) {
    return at == of.list.end() ? std::string("the end of the document") : at->text;
  };
  return Difference{a != wanted.list.end() ? a->path : b->path, tell(a, wanted), tell(b, got)};
}

}  // namespace sluis::xml
