#include "CSIMD.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Eight rows answer a question at a time: it is read once for them, and nothing branches on an answer. GNU C's vectors,
   which every target has: two or more registers where one is shorter. */
enum { LANES = 8 };
typedef float floats __attribute__((vector_size(4 * LANES)));
typedef int32_t ints __attribute__((vector_size(4 * LANES)));

/* Adds to eight sums the values at eight places of a tree's leaves. By reference: vectors are passed as the processor has
   them. */
typedef void add_leaves(floats *sums, const float *values, const ints *places, size_t depth);

static inline void add(floats *sums, const float *values, const ints *places, size_t depth) {
  (void)depth;
  floats ends;
  for (size_t lane = 0; lane < LANES; lane++) ends[lane] = values[(*places)[lane]];
  *sums += ends;
}

static inline __attribute__((always_inline)) void forest(
    const jk_question *questions, const float *leaves, size_t trees, size_t depth, const float *rows, size_t count,
    size_t columns, float *batch, float *sums, add_leaves *add) {
  floats *turned = (floats *)batch; /* a vector a column */
  for (size_t first = 0; first < count; first += LANES) {
    size_t lanes = count - first < LANES ? count - first : LANES;
    for (size_t column = 0; column < columns; column++) {
      for (size_t lane = 0; lane < LANES; lane++) {
        /* The lanes beyond the last row repeat it and are dropped. */
        size_t row = first + (lane < lanes ? lane : lanes - 1);
        batch[column * LANES + lane] = rows[row * columns + column];
      }
    }
    floats sum = {0};
    for (size_t lane = 0; lane < lanes; lane++) sum[lane] = sums[first + lane];
    for (size_t tree = 0; tree < trees; tree++) {
      const jk_question *asked = questions + tree * depth;
      const float *values = leaves + (tree << depth);
      ints leaf = {0};
      for (size_t level = 0; level < depth; level++) {
        /* A comparison's lanes are all ones or all zeros. */
        leaf |= (turned[asked[level].feature] > asked[level].threshold) & (int32_t)(1 << level);
      }
      add(&sum, values, &leaf, depth);
    }
    for (size_t lane = 0; lane < lanes; lane++) sums[first + lane] = sum[lane];
  }
}

#if defined(__x86_64__)
/* Sixteen leaves are two registers, from which eight places are picked at once. */
__attribute__((target("avx2"))) static inline void add_avx2(
    floats *sums, const float *values, const ints *places, size_t depth) {
  if (depth != 4) {
    add(sums, values, places, depth);
    return;
  }
  __m256i at = (__m256i)*places;
  __m256 low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(values), at);
  __m256 high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(values + LANES), at);
  *sums += (floats)_mm256_blendv_ps(low, high, _mm256_castsi256_ps(_mm256_slli_epi32(at, 28)));
}

/* A register holds all lanes there. The sums are those of the portable path bit for bit: additions stay in order, and none
   is fused with a product. */
__attribute__((target("avx2"))) static void forest_avx2(
    const jk_question *questions, const float *leaves, size_t trees, size_t depth, const float *rows, size_t count,
    size_t columns, float *batch, float *sums) {
  forest(questions, leaves, trees, depth, rows, count, columns, batch, sums, add_avx2);
}
#endif

void jk_simd_forest(
    const jk_question *questions, const float *leaves, size_t trees, size_t depth, const float *rows, size_t count,
    size_t columns, float *batch, float *sums) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    forest_avx2(questions, leaves, trees, depth, rows, count, columns, batch, sums);
    return;
  }
#endif
  forest(questions, leaves, trees, depth, rows, count, columns, batch, sums, add);
}
