#include "mapping/evaluate.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "edifact/segment.hpp"

namespace sluis::mapping {
namespace {

// A value of an expression: text, a number or nothing; verdicts are kept apart (Truth).
struct Operand {
  bool present = false;
  std::string text;
  std::optional<double> number;
};

std::optional<double> number_of(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (plain.empty() || error != std::errc{} || end != plain.data() + plain.size() ||
      !std::isfinite(value))
    return std::nullopt;
  return value;
}

Operand text_operand(std::string_view text, bool present = true) {
  return {present, std::string(text), present ? number_of(text) : std::nullopt};
}

Operand number_operand(double value) {
  Operand operand{true, {}, value};
  char buffer[64];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  if (error == std::errc{}) operand.text.assign(buffer, end);
  return operand;
}

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

class Evaluator {
 public:
  explicit Evaluator(const View& view) : view_(view), program_(*view.program) {}

  Truth judge(std::uint32_t index) const {
    const ExpressionNode& node = program_.expressions[index];
    switch (node.op) {
      case Op::or_: {
        const Truth left = judge(node.left);
        if (left == Truth::yes) return left;
        const Truth right = judge(node.right);
        return right == Truth::no ? left : right;
      }
      case Op::and_: {
        const Truth left = judge(node.left);
        if (left == Truth::no) return left;
        const Truth right = judge(node.right);
        return right == Truth::yes ? left : right;
      }
      case Op::xor_: {
        const Truth left = judge(node.left);
        const Truth right = judge(node.right);
        if (left == Truth::unknown || right == Truth::unknown) return Truth::unknown;
        return truth(left != right);
      }
      case Op::not_: {
        const Truth left = judge(node.left);
        return left == Truth::unknown ? left : truth(left == Truth::no);
      }
      case Op::present:
        return truth(operand(node.left).present);
      case Op::absent:
        return truth(!operand(node.left).present);
      case Op::in: {
        const Operand left = operand(node.left);
        if (!left.present) return Truth::unknown;
        for (std::uint32_t i = 0; i < node.texts.count; ++i)
          if (program_.texts[node.texts.first + i] == left.text) return Truth::yes;
        return Truth::no;
      }
      case Op::matches: {
        const Operand left = operand(node.left);
        if (!left.present) return Truth::unknown;
        return truth(program_.patterns[node.index]->found_in(left.text));
      }
      case Op::verdict: {
        const Cell* cell = find(node);
        return cell == nullptr ? Truth::unknown : truth(cell->number != 0);
      }
      case Op::condition: {
        // Judged once, however often conditions name it.
        if (judged_.empty()) judged_.resize(program_.conditions.size());
        std::optional<Truth>& known = judged_[node.index];
        if (!known) {
          const std::uint32_t root = program_.conditions[node.index];
          known = root == kNone ? Truth::unknown : judge(root);
        }
        return *known;
      }
      case Op::unknown:
        return Truth::unknown;
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
        return compare(node);
      default:
        return truth(operand(index).present);
    }
  }

 private:
  const Cell* find(const ExpressionNode& node) const {
    const Instance* home = node.scope == 0 ? view_.root : view_.own;
    return home == nullptr || node.index >= home->cells.size() ? nullptr : &home->cells[node.index];
  }

  Operand operand(std::uint32_t index) const {
    const ExpressionNode& node = program_.expressions[index];
    switch (node.op) {
      case Op::cell: {
        const Cell* cell = find(node);
        if (cell == nullptr || !cell->present) return {};
        return text_operand((node.scope == 0 ? view_.root : view_.own)->text(*cell));
      }
      case Op::counter: {
        const Cell* cell = find(node);
        return number_operand(cell == nullptr ? 0.0 : static_cast<double>(cell->number));
      }
      case Op::segment: {
        if (view_.segment == nullptr) return {};
        std::string scratch;
        const ValueRef ref = program_.refs[node.index];
        const std::string_view text = view_.segment->text(ref.element, ref.component, scratch);
        return text_operand(text, !text.empty());
      }
      case Op::string:
      case Op::number:
        return text_operand(program_.texts[node.index]);
      case Op::value:
        return text_operand(view_.value, view_.has_value);
      case Op::plus:
      case Op::minus: {
        const Operand left = operand(node.left);
        const Operand right = operand(node.right);
        if (!left.number || !right.number) return {};
        return number_operand(node.op == Op::plus ? *left.number + *right.number
                                                  : *left.number - *right.number);
      }
      default: {
        const Truth verdict = judge(index);
        if (verdict == Truth::unknown) return {};
        return text_operand(verdict == Truth::yes ? "true" : "false");
      }
    }
  }

  Truth compare(const ExpressionNode& node) const {
    const Operand left = operand(node.left);
    const Operand right = operand(node.right);
    if (!left.present || !right.present) return Truth::unknown;
    // Codes such as "09" and "9" differ; only a number written as one compares as one.
    const bool numeric = left.number && right.number &&
                         (is_number(node.left) || is_number(node.right) ||
                          (node.op != Op::equal && node.op != Op::not_equal));
    const int order = numeric ? (*left.number < *right.number ? -1 : *left.number > *right.number)
                              : left.text.compare(right.text);
    switch (node.op) {
      case Op::equal:
        return truth(order == 0);
      case Op::not_equal:
        return truth(order != 0);
      case Op::less:
        return truth(order < 0);
      case Op::less_equal:
        return truth(order <= 0);
      case Op::greater:
        return truth(order > 0);
      default:
        return truth(order >= 0);
    }
  }

  bool is_number(std::uint32_t index) const {
    switch (program_.expressions[index].op) {
      case Op::number:
      case Op::counter:
      case Op::plus:
      case Op::minus:
        return true;
      default:
        return false;
    }
  }

  const View& view_;
  const Program& program_;
  mutable std::vector<std::optional<Truth>> judged_;  // by condition
};

}  // namespace

Truth evaluate(const View& view, std::uint32_t expression) {
  return Evaluator(view).judge(expression);
}

}  // namespace sluis::mapping
