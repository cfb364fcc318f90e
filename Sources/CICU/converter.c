#include "CICU.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

enum { UNITS = 512 };

struct jk_icu_converter {
  UConverter *icu;
  int is_modal; /* ISO-2022: 7-bit bytes may be halves of characters */
};

jk_icu_converter *jk_icu_converter_open(const char *charset) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *icu = ucnv_open(charset, &error);
  if (U_FAILURE(error)) return NULL;
  ucnv_setToUCallBack(icu, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
  jk_icu_converter *converter = malloc(sizeof *converter);
  if (U_FAILURE(error) || converter == NULL) {
    ucnv_close(icu);
    free(converter);
    return NULL;
  }
  converter->icu = icu;
  converter->is_modal = ucnv_getType(icu) == UCNV_ISO_2022 || ucnv_getType(icu) == UCNV_HZ;
  return converter;
}

void jk_icu_converter_close(jk_icu_converter *converter) {
  if (converter == NULL) return;
  ucnv_close(converter->icu);
  free(converter);
}

jk_icu_status jk_icu_converter_decode(
    jk_icu_converter *converter, const uint8_t *input, size_t count, size_t *read, uint8_t *output, size_t *written,
    size_t limit, int is_last, int *malformed) {
  UErrorCode error = U_ZERO_ERROR;
  while (U_SUCCESS(error)) {
    if (*written >= limit) return JK_ICU_REACHED_LIMIT;
    size_t room = limit - *written;
    /* A piece at a time, so that looking for NUL stays near. No charset that comes here has NUL inside a character. */
    size_t piece = count - *read < room + 16 ? count - *read : room + 16;
    const char *source = (const char *)input + *read;
    const char *nul = piece > 0 ? memchr(source, 0, piece) : NULL;
    const char *end = nul ? nul : source + piece;
    UBool flush = (UBool)(nul != NULL || (is_last && *read + piece == count));
    /* So few units that all of them fit, and a single one near the limit. */
    UChar units[UNITS + 1];
    UChar *target = units;
    ucnv_toUnicode(
        converter->icu, &target, units + (room < 3 ? 1 : room / 3 < UNITS ? room / 3 : UNITS), &source, end, NULL,
        flush, &error);
    int is_full = error == U_BUFFER_OVERFLOW_ERROR;
    if (is_full) error = U_ZERO_ERROR;
    if (is_full && U16_IS_LEAD(target[-1])) {
      ucnv_toUnicode(converter->icu, &target, target + 1, &source, end, NULL, flush, &error);
      if (error == U_BUFFER_OVERFLOW_ERROR) error = U_ZERO_ERROR;
    }
    int32_t units_count = (int32_t)(target - units);
    for (int32_t i = 0; i < units_count;) {
      UChar32 scalar;
      U16_NEXT(units, i, units_count, scalar);
      if (U_IS_SURROGATE(scalar)) scalar = 0xFFFD;
      U8_APPEND_UNSAFE(output, *written, scalar);
    }
    *read = (size_t)(source - (const char *)input);
    if (U_FAILURE(error) || is_full) continue;
    if (nul != NULL) {
      *read += 1;
      *malformed = 1;
      return JK_ICU_MALFORMED;
    }
    if (*read == count) return JK_ICU_NEEDS_INPUT;
  }
  char bytes[32];
  int8_t length = sizeof bytes;
  UErrorCode ignored = U_ZERO_ERROR;
  ucnv_getInvalidChars(converter->icu, bytes, &length, &ignored);
  if (U_FAILURE(ignored) || length < 1) length = 1;
  /* As the Encoding Standard says: a lead byte whose character does not exist never swallows an ASCII byte. */
  if (!converter->is_modal && length > 1 && *read > 0 && input[*read - 1] < 0x80 &&
      input[*read - 1] == (uint8_t)bytes[length - 1]) {
    length--;
    (*read)--;
  }
  *malformed = length;
  return JK_ICU_MALFORMED;
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
