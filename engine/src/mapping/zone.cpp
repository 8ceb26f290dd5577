// Howard Hinnant's date library reads the zones; it stays inside this file.
#include "mapping/zone.hpp"

#include <date/tz.h>

#include <chrono>
#include <stdexcept>

namespace sluis::mapping {

namespace {

class Utc final : public ZoneClock {
 public:
  bool to_instant(std::int64_t local, std::int64_t& instant, std::string& /*why*/) const override {
    instant = local;
    return true;
  }
  [[nodiscard]] std::int64_t to_local(std::int64_t instant) const override { return instant; }
};

class Located final : public ZoneClock {
 public:
  Located(const date::time_zone* zone, const Zone& policy) : zone_(zone), policy_(policy) {}

  bool to_instant(std::int64_t local, std::int64_t& instant, std::string& why) const override {
    const auto info = zone_->get_info(date::local_seconds{std::chrono::seconds{local}});
    const auto with = [&](const date::sys_info& side) { return local - side.offset.count(); };
    switch (info.result) {
      case date::local_info::unique:
        instant = with(info.first);
        return true;
      case date::local_info::nonexistent:
        if (policy_.gap == Zone::Policy::error) {
          why = "the clocks in " + policy_.name + " go forward over this time; it does not exist";
          return false;
        }
        instant = policy_.gap == Zone::Policy::earlier ? with(info.second) : with(info.first);
        return true;
      default:
        if (policy_.overlap == Zone::Policy::error) {
          why = "the clocks in " + policy_.name + " go back over this time; it exists twice";
          return false;
        }
        instant = policy_.overlap == Zone::Policy::earlier ? with(info.first) : with(info.second);
        return true;
    }
  }
  [[nodiscard]] std::int64_t to_local(std::int64_t instant) const override {
    return instant +
           zone_->get_info(date::sys_seconds{std::chrono::seconds{instant}}).offset.count();
  }

 private:
  const date::time_zone* zone_;
  Zone policy_;
};

}  // namespace

std::shared_ptr<const ZoneClock> ZoneClock::find(const Zone& zone, std::string& error) {
  if (zone.name == "utc" || zone.name == "UTC") return std::make_shared<Utc>();
  try {
    return std::make_shared<Located>(date::locate_zone(zone.name), zone);
  } catch (const std::runtime_error&) {  // the library's only way to say that there is none
    error = "there is no time zone \"" + zone.name +
            "\" in the system's zone database; names look like \"Europe/Amsterdam\"";
    return nullptr;
  }
}

}  // namespace sluis::mapping
