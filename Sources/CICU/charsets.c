#include "CICUCharsets.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

/* Puts the units of the codes `lead` followed by each of 0x40 to 0xFE at `row`; a line feed behind each code keeps a
   malformed one from swallowing the next. */
static void decode_row(UConverter *converter, int lead, uint16_t *row) {
  char bytes[3 * 256];
  UChar units[3 * 256];
  int count = 0;
  for (int trail = 0x40; trail <= 0xFE; trail++) {
    bytes[count++] = (char)lead;
    bytes[count++] = (char)trail;
    bytes[count++] = '\n';
  }
  UErrorCode error = U_ZERO_ERROR;
  int32_t length = ucnv_toUChars(converter, units, 3 * 256, bytes, count, &error);
  if (U_FAILURE(error)) return;
  int trail = 0x40;
  int32_t start = 0;
  for (int32_t index = 0; index < length; index++) {
    if (units[index] != '\n') continue;
    if (index == start + 1 && units[start] != 0xFFFD && units[start] != 0x1A) row[trail] = units[start];
    start = index + 1;
    trail++;
  }
}

int jk_icu_code_units(const char *charset, int width, uint16_t *units) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(charset, &error);
  if (U_FAILURE(error)) return 0;
  memset(units, 0, sizeof(uint16_t) * (width == 1 ? 256 : 65536));
  for (int first = width == 1 ? 0 : 0x81; first <= (width == 1 ? 0xFF : 0xFE); first++) {
    if (width == 2) {
      decode_row(converter, first, units + 256 * first);
      continue;
    }
    char byte = (char)first;
    UChar result[4];
    UErrorCode failure = U_ZERO_ERROR;
    if (ucnv_toUChars(converter, result, 4, &byte, 1, &failure) == 1 && result[0] != 0xFFFD)
      units[first] = result[0];
  }
  ucnv_close(converter);
  return 1;
}

int64_t jk_icu_convert(
    const char *to, const char *from, const uint8_t *bytes, size_t count, uint8_t *result, size_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *target = ucnv_open(to, &error);
  UConverter *source = ucnv_open(from, &error);
  static const UChar question[] = {'?'};
  /* UTF-8 keeps U+FFFD; every other charset says `?`. */
  if (U_SUCCESS(error) && ucnv_getType(target) != UCNV_UTF8) ucnv_setSubstString(target, question, 1, &error);
  int64_t length = -1;
  if (U_SUCCESS(error)) {
    UChar pivot[1024];
    UChar *pivotSource = pivot, *pivotTarget = pivot;
    const char *input = (const char *)bytes, *end = input + count;
    char overflow[1024];
    int first = 1;
    length = 0;
    for (;;) {
      char *start = (size_t)length < capacity ? (char *)result + length : overflow;
      char *output = start;
      char *limit = start == overflow ? overflow + sizeof overflow : (char *)result + capacity;
      error = U_ZERO_ERROR;
      ucnv_convertEx(target, source, &output, limit, &input, end, pivot, &pivotSource, &pivotTarget, pivot + 1024,
                     (UBool)first, 1, &error);
      first = 0;
      length += output - start;
      if (error != U_BUFFER_OVERFLOW_ERROR) break;
    }
  }
  if (target) ucnv_close(target);
  if (source) ucnv_close(source);
  return length;
}
