#ifndef CSIMD_H
#define CSIMD_H
/* What Swift's own vectors cannot say: table lookups within a vector. */
#include <stddef.h>
#include <stdint.h>

/* How many bytes from the start are valid UTF-8 without NUL, as far as whole blocks of 64 bytes tell; a character
   that the last block cuts counts as valid so far. 0 where the processor lacks AVX2: the caller goes on from here
   in any case, byte by byte. */
size_t jk_simd_valid_utf8(const uint8_t *_Nonnull bytes, size_t count);

#endif
