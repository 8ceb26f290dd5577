// A time zone with its policies, found once in the system's zone database. Times are seconds since
// 1970-01-01T00:00:00: of UTC (an instant), or of the wall clock in the zone (local).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mapping/lenses.hpp"

namespace sluis::mapping {

// Immutable: any thread may ask it.
class ZoneClock {
 public:
  // "utc" and "UTC" need no database. Null and `error` when the zone is not known.
  [[nodiscard]] static std::shared_ptr<const ZoneClock> find(const Zone& zone, std::string& error);
  virtual ~ZoneClock() = default;

  // False and `why` when the wall clock skips that time (`gap error`) or shows it twice
  // (`overlap error`). In a gap `earlier` reads with the offset behind it, `later` with the one
  // before it.
  [[nodiscard]] virtual bool to_instant(std::int64_t local, std::int64_t& instant,
                                        std::string& why) const = 0;
  [[nodiscard]] virtual std::int64_t to_local(std::int64_t instant) const = 0;
};

}  // namespace sluis::mapping
