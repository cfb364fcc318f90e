#include "CSIMD.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* The algorithm of J. Keiser and D. Lemire, "Validating UTF-8 in less than one instruction per byte" (2021): three
   lookups by half-bytes, whose common bits are the errors of each pair of neighbouring bytes. */
enum {
  TOO_SHORT = 1 << 0,      /* lead not followed by a continuation */
  TOO_LONG = 1 << 1,       /* ASCII followed by a continuation */
  OVERLONG_3 = 1 << 2,
  TOO_LARGE = 1 << 3,      /* above U+10FFFF */
  SURROGATE = 1 << 4,
  OVERLONG_2 = 1 << 5,
  TOO_LARGE_1000 = 1 << 6, /* F5 and above, followed by 80 to 8F */
  OVERLONG_4 = 1 << 6,
  TWO_CONTS = 1 << 7,      /* right only behind a lead of three or four bytes */
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

#define AVX2 __attribute__((target("avx2")))
#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

AVX2 static inline __m256i high_halves(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/* Not zero where bytes are wrong after those of `before`. */
AVX2 static inline __m256i errors(__m256i bytes, __m256i before) {
  const __m256i first_high = TWICE(
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_CONTS,
      (char)TWO_CONTS, (char)TWO_CONTS, (char)TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
      TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
  const __m256i first_low = TWICE(
      (char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,
      (char)(CARRY | TOO_LARGE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000));
  const __m256i second_high = TWICE(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE), TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
  const __m256i joint = _mm256_permute2x128_si256(before, bytes, 0x21);
  const __m256i one = _mm256_alignr_epi8(bytes, joint, 15);
  const __m256i two = _mm256_alignr_epi8(bytes, joint, 14);
  const __m256i three = _mm256_alignr_epi8(bytes, joint, 13);
  const __m256i special = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(first_high, high_halves(one)),
          _mm256_shuffle_epi8(first_low, _mm256_and_si256(one, _mm256_set1_epi8(0x0F)))),
      _mm256_shuffle_epi8(second_high, high_halves(bytes)));
  const __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80));
  const __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80));
  const __m256i continues = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(continues, special);
}

AVX2 static size_t valid_utf8_avx2(const uint8_t *bytes, size_t count) {
  __m256i before = _mm256_setzero_si256();
  size_t offset = 0;
  for (; offset + 64 <= count; offset += 64) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)(bytes + offset));
    const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + offset + 32));
    const __m256i nul = _mm256_cmpeq_epi8(_mm256_min_epu8(low, high), _mm256_setzero_si256());
    /* Of ASCII after a block that is whole, nothing else can be wrong; `before` says so by its last bytes. */
    const int is_ascii = _mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0;
    if (is_ascii && (_mm256_movemask_epi8(before) & 0xE0000000) == 0) {
      if (!_mm256_testz_si256(nul, nul)) return offset;
    } else {
      const __m256i wrong = _mm256_or_si256(nul, _mm256_or_si256(errors(low, before), errors(high, low)));
      if (!_mm256_testz_si256(wrong, wrong)) return offset;
    }
    before = high;
  }
  return offset;
}

size_t jk_simd_valid_utf8(const uint8_t *bytes, size_t count) {
  return count >= 64 && __builtin_cpu_supports("avx2") ? valid_utf8_avx2(bytes, count) : 0;
}
#else
size_t jk_simd_valid_utf8(const uint8_t *bytes, size_t count) {
  (void)bytes;
  (void)count;
  return 0;
}
#endif
