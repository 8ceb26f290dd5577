// UTF-8 helpers: validate, decode, encode, count. Nothing here allocates but `append`.
// Malformed means: overlong, surrogate, above U+10FFFF, stray or missing continuation byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluis::text {

// What `decode` answers for a malformed sequence.
inline constexpr char32_t kMalformed = 0xFFFFFFFF;
// Stands in text for what could not be decoded; it never reaches a document, since the byte was
// reported as an error.
inline constexpr char32_t kReplacement = 0xFFFD;

// The character at `at`, which must be inside `bytes`; `at` moves behind it. A malformed sequence
// moves `at` by one byte.
[[nodiscard]] char32_t decode(std::string_view bytes, std::size_t& at) noexcept;

// The offset of the first byte of the first malformed sequence, or npos.
[[nodiscard]] std::size_t find_malformed(std::string_view bytes) noexcept;

// Code points; each malformed byte counts as one.
[[nodiscard]] std::size_t count_characters(std::string_view bytes) noexcept;

void append(std::string& out, char32_t character);

// True for a character that a terminal or a report can show as it is: no control, no
// bidirectional or zero-width formatting, no line separator.
[[nodiscard]] bool is_printable(char32_t character) noexcept;

// `bytes` made printable as excerpts are: \xNN for what cannot be shown, at most `limit`
// characters, "..." behind what was cut.
[[nodiscard]] std::string printable(std::string_view bytes, std::size_t limit = 70);

}  // namespace sluis::text
