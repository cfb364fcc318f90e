#include "CICUCompatibility.h"

#include <unicode/unorm2.h>
#include <unicode/utf16.h>

uint32_t jk_icu_compatibility_form(uint32_t scalar) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&error);
  if (U_FAILURE(error)) return scalar;
  UChar units[32];
  int32_t length = unorm2_getDecomposition(normalizer, (UChar32)scalar, units, 32, &error);
  if (U_FAILURE(error) || length <= 0) return scalar;
  int32_t index = 0;
  UChar32 form;
  U16_NEXT(units, index, length, form);
  return index == length ? (uint32_t)form : scalar;
}
