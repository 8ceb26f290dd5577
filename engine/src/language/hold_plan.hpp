// When output can be written: for every child of a block's element, the position in the message
// after which nothing can change it (tables.hpp, "hold plan").
#pragma once

namespace sluis::language {

class Draft;

// Orders the targets as the content model wants and computes the plan. Call when all items are
// compiled.
void plan_output(Draft& draft);

}  // namespace sluis::language
