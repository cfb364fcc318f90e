#ifndef CICU_CHARSETS_H
#define CICU_CHARSETS_H
#include <stddef.h>
#include <stdint.h>

/* Fills `units` with the UTF-16 unit of every code of one byte (`width` 1, 256 entries) or of two bytes
   (`width` 2, 65,536 entries, indexed by lead << 8 | trail) of ICU's converter `charset`; 0 where the charset has
   none or one beyond the basic plane. Returns 0 when ICU has no such converter. */
int jk_icu_code_units(const char *charset, int width, uint16_t *units);

/* Converts `count` bytes of `from` to `to`, writing at most `capacity` bytes; what `to` lacks becomes `?`, what is
   malformed becomes U+FFFD. Returns the length of the whole result, or -1 when a charset is unknown. */
int64_t jk_icu_convert(
    const char *to, const char *from, const uint8_t *bytes, size_t count, uint8_t *result, size_t capacity);

#endif
