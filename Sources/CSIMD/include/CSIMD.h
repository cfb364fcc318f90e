#ifndef CSIMD_H
#define CSIMD_H
/* What Swift's own vectors cannot say, as table lookups within a vector, or say lane by lane, as comparisons. */
#include <stddef.h>
#include <stdint.h>

/* How many bytes from the start are valid UTF-8 without NUL, as far as whole blocks of 64 bytes tell; a character
   that the last block cuts counts as valid so far. 0 where the processor lacks AVX2: the caller goes on from here
   in any case, byte by byte. */
size_t jk_simd_valid_utf8(const uint8_t *_Nonnull bytes, size_t count);

/* The place of the last of ascending numbers that is at most `number`, 0 where none is. Halves without a branch: which
   half it is cannot be foretold. */
static inline size_t jk_last_at_most(const uint16_t *_Nonnull numbers, size_t count, uint16_t number) {
  size_t first = 0;
  while (count > 1) {
    size_t half = count >> 1;
    first = __builtin_unpredictable(numbers[first + half] <= number) ? first + half : first;
    count -= half;
  }
  return first;
}

/* Begins to load the cache line at an address, which need not be one that may be read. */
static inline void jk_prefetch(const void *_Nullable address) { __builtin_prefetch(address); }

/* A question of an oblivious tree: is the feature above the threshold? */
typedef struct {
  uint32_t feature;
  float threshold;
} jk_question;

/* Adds to the sums of `count` rows of `columns` floats each the leaves where they end, in trees of `depth` questions
   and 2^depth leaves. `batch` has room for 8 * columns floats, aligned to 32 bytes. */
void jk_simd_forest(
    const jk_question *_Nonnull questions, const float *_Nonnull leaves, size_t trees, size_t depth,
    const float *_Nonnull rows, size_t count, size_t columns, float *_Nonnull batch, float *_Nonnull sums);

#endif
