#include "CICU.h"

#include <string.h>
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

int64_t jk_icu_encode(const char *charset, const uint8_t *text, size_t count, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *from = ucnv_open("UTF-8", &error);
  UConverter *to = ucnv_open(charset, &error);
  int64_t length = -1;
  if (U_SUCCESS(error)) {
    UChar pivot[1024];
    UChar *pivot_source = pivot, *pivot_target = pivot;
    const char *source = (const char *)text;
    char buffer[4096];
    UBool reset = 1;
    length = 0;
    do {
      char *target = buffer;
      error = U_ZERO_ERROR;
      ucnv_convertEx(
          to, from, &target, buffer + sizeof buffer, &source, (const char *)text + count, pivot, &pivot_source,
          &pivot_target, pivot + 1024, reset, 1, &error);
      reset = 0;
      size_t made = (size_t)(target - buffer);
      if ((size_t)length < capacity) {
        size_t room = capacity - (size_t)length;
        memcpy(result + length, buffer, made < room ? made : room);
      }
      length += (int64_t)made;
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(error)) length = -1;
  }
  ucnv_close(from);
  ucnv_close(to);
  return length;
}
