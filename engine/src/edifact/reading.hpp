// How an input is read: what it may hold at most, and what is tolerated.
#pragma once

#include "edifact/limits.hpp"
#include "sluis/tolerance.hpp"

namespace sluis::edifact {

struct Reading {
  Limits limits;
  Tolerances tolerances;
};

}  // namespace sluis::edifact
