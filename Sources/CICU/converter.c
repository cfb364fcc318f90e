#include "CICU.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

jk_icu_converter *jk_icu_converter_open(const char *charset) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(charset, &error);
  if (U_SUCCESS(error)) ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
  if (U_SUCCESS(error)) return converter;
  ucnv_close(converter);
  return NULL;
}

void jk_icu_converter_close(jk_icu_converter *converter) { ucnv_close(converter); }

uint32_t jk_icu_scalar(jk_icu_converter *converter, const uint8_t *bytes, size_t count) {
  UErrorCode error = U_ZERO_ERROR;
  UChar units[4];
  ucnv_resetToUnicode(converter);
  int32_t length = ucnv_toUChars(converter, units, 4, (const char *)bytes, (int32_t)count, &error);
  if (U_FAILURE(error) || length < 1) return 0;
  int32_t next = 0;
  UChar32 scalar;
  U16_NEXT(units, next, length, scalar);
  return next == length && !U_IS_SURROGATE(scalar) ? (uint32_t)scalar : 0;
}
