#include "directory/audit.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sluis::directory {
namespace {

class Audit {
 public:
  Audit(const Draft& draft, const std::string& archive, Diagnostics& faults)
      : draft_(draft), archive_(archive), faults_(faults) {}

  void index(Kind kind, std::string_view what) {
    const auto listed = draft_.indexed.find(kind);
    const auto seen = draft_.seen.find(kind);
    if (listed == draft_.indexed.end() || seen == draft_.seen.end()) return;
    for (const std::string& id : listed->second)
      if (!seen->second.contains(id))
        report("the index lists " + std::string(what) + ' ' + id + ", which is not there");
    for (const std::string& id : seen->second)
      if (!listed->second.contains(id))
        report(std::string(what) + ' ' + id + " is not in the index");
  }

  void components() {
    for (const auto& [id, composite] : draft_.composites)
      for (const Draft::Part& part : composite.parts) element(id, part);
    for (const auto& [tag, segment] : draft_.segments)
      for (const Draft::Part& part : segment.parts)
        if (part.representation.empty())
          printed(tag, part);
        else
          element(tag, part);
  }

 private:
  void report(std::string detail) {
    faults_.report(Fault::directory_count, archive_, std::move(detail));
  }

  void element(const std::string& user, const Draft::Part& part) {
    const auto at = draft_.elements.find(part.id);
    if (at != draft_.elements.end() && at->second.representation != part.representation)
      report(user + " has " + part.id + ' ' + part.representation + ", which is " +
             at->second.representation);
  }

  void printed(const std::string& tag, const Draft::Part& part) {
    const auto at = draft_.composites.find(part.id);
    if (at == draft_.composites.end() || part.inner.empty()) return;
    const auto same = [](const Draft::Part& a, const Draft::Part& b) {
      return a.id == b.id && a.mandatory == b.mandatory && a.representation == b.representation;
    };
    const std::vector<Draft::Part>& own = at->second.parts;
    if (!std::equal(own.begin(), own.end(), part.inner.begin(), part.inner.end(), same))
      report(tag + " prints other components of " + part.id + " than the directory of composites");
  }

  const Draft& draft_;
  const std::string& archive_;
  Diagnostics& faults_;
};

}  // namespace

void audit(const Draft& draft, const std::string& archive, bool messages, Diagnostics& faults) {
  Audit audit(draft, archive, faults);
  audit.index(Kind::elements, "data element");
  audit.index(Kind::composites, "composite");
  audit.index(Kind::segments, "segment");
  if (messages) audit.index(Kind::message, "message");
  audit.components();
}

}  // namespace sluis::directory
