// table(name): a code list in both directions.
#include <algorithm>
#include <utility>

#include "mapping/lens_maker.hpp"

namespace sluis::mapping {

namespace {

constexpr char kBetweenKeys = '\x1F';
constexpr std::size_t kShownCodes = 12;

class Coded final : public Lens {
 public:
  explicit Coded(std::shared_ptr<const CodeTable> table) : table_(std::move(table)) {
    for (const auto& row : table_->rows) {
      if (row.direction != '<') lefts_.push_back(row.left);
      if (row.direction != '>') rights_.push_back(row.right);
    }
    // Every value that can come out must have a way back, and only one (the reader of the list
    // refuses two).
    invertible_ = table_->otherwise != CodeTable::Else::value &&
                  std::all_of(table_->rows.begin(), table_->rows.end(), [&](const auto& row) {
                    return row.direction == '<' || table_->create(row.right) != nullptr;
                  });
  }

  [[nodiscard]] bool get(const std::vector<std::string_view>& in, std::string& out,
                         LensFault& fault) const override {
    if (in.size() != table_->key_columns)
      return refuse(fault, there_are(in.size(), "value"),
                    plural(table_->key_columns, "value") + " for the code list " + table_->name);
    const std::string* found = nullptr;
    if (in.size() == 1) {
      found = table_->get(in.front());
    } else {
      std::string key(in.front());
      for (std::size_t i = 1; i < in.size(); ++i) {
        key += kBetweenKeys;
        key += in[i];
      }
      found = table_->get(key);
    }
    if (found != nullptr) {
      out = *found;
      return true;
    }
    const std::string given = spoken(in);
    if (table_->otherwise == CodeTable::Else::value) {
      out = table_->else_value;
      return true;
    }
    const bool open = table_->otherwise == CodeTable::Else::pass || !table_->complete;
    if (!open || in.size() != 1)
      return refuse(fault, given + " is not in the code list " + table_->name, some(lefts_),
                    near(in.front(), lefts_));
    // An unknown code that looks like the answer for another one could not be told apart again.
    if (table_->create(in.front()) != nullptr)
      return refuse(fault,
                    given + " is not in the code list " + table_->name +
                        ", and it is what another code becomes",
                    some(lefts_));
    out.assign(in.front());
    if (table_->otherwise != CodeTable::Else::pass) warn(given, fault);
    return true;
  }

  [[nodiscard]] bool create(std::string_view in, std::vector<std::string>& out,
                            LensFault& fault) const override {
    if (const auto* found = table_->create(in); found != nullptr) {
      out.resize(table_->key_columns);
      std::string_view rest = *found;
      for (auto& part : out) {
        const std::size_t end = rest.find(kBetweenKeys);
        part.assign(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      }
      return true;
    }
    const std::string given = "\"" + std::string(in) + "\"";
    const bool open = table_->otherwise == CodeTable::Else::pass || !table_->complete;
    if (!open || table_->key_columns != 1)
      return refuse(fault, given + " is not in the code list " + table_->name, some(rights_),
                    near(in, rights_));
    if (table_->get(in) != nullptr)
      return refuse(fault,
                    given + " is not an XML value of the code list " + table_->name +
                        "; it is one of its EDIFACT codes",
                    some(rights_));
    out.resize(1);
    out.front().assign(in);
    if (table_->otherwise != CodeTable::Else::pass) warn(given, fault);
    return true;
  }
  [[nodiscard]] bool invertible() const noexcept override { return invertible_; }

 private:
  void warn(const std::string& given, LensFault& fault) const {
    fault.detail = given + " is not in the code list " + table_->name +
                   ", which is not complete; it is passed on as it is";
    fault.hint = "add it to " + table_->file + " when it is right";
  }
  static std::string spoken(const std::vector<std::string_view>& in) {
    std::string result;
    for (const auto part : in)
      result += (result.empty() ? "\"" : ", \"") + std::string(part) + "\"";
    return result;
  }
  static std::string some(const std::vector<std::string_view>& codes) {
    std::string result = "one of ";
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (i == kShownCodes) return result + ", ... (" + std::to_string(codes.size()) + " in all)";
      std::string code(codes[i]);
      std::replace(code.begin(), code.end(), kBetweenKeys, '/');
      result += (i == 0 ? "" : ", ") + code;
    }
    return result;
  }
  static std::string near(std::string_view given, const std::vector<std::string_view>& codes) {
    if (given.size() < 4) return {};  // any short code is near to any other
    auto guess = did_you_mean(given, codes);
    return guess.empty() ? guess : guess.substr(2);
  }

  std::shared_ptr<const CodeTable> table_;
  std::vector<std::string_view> lefts_, rights_;
  bool invertible_ = false;
};

}  // namespace

std::shared_ptr<const Lens> make_table(ArgumentReader& arguments, const LensNames& names) {
  const auto* given = arguments.take_positional();
  if (given == nullptr || given->values.size() != 1) {
    arguments.fail("needs the name of one table, as in table(units)");
    return nullptr;
  }
  const auto& name = given->values.front();
  std::vector<std::string_view> known;
  for (const auto& [declared, table] : names.tables) {
    if (declared == name && table != nullptr) return std::make_shared<Coded>(table);
    known.push_back(declared);
  }
  arguments.fail("there is no table `" + name + "`" + did_you_mean(name, known));
  return nullptr;
}

}  // namespace sluis::mapping
