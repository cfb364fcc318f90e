#include "CICUTransliterator.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* ICU counts UTF-16 units in int32_t, and rules may make a text longer. */
static const size_t longest_text = 500u << 20;

/* A jk_transliterator is ICU's own, by another name. */
static UTransliterator *unwrap(const jk_transliterator *transliterator) {
  return (UTransliterator *)transliterator;
}

static void clear(jk_transliterator_error *error) {
  memset(error, 0, sizeof *error);
  error->offset = -1;
}

static void *fail(jk_transliterator_error *error, UErrorCode status) {
  error->name = u_errorName(status);
  return NULL;
}

/* UTF-16 of UTF-8, allocated; ill-formed bytes become U+FFFD. NULL when memory fails. */
static UChar *utf16(const uint8_t *text, size_t count, size_t room, int32_t *units) {
  UChar *result = malloc((room + 1) * sizeof(UChar));
  UErrorCode status = U_ZERO_ERROR;
  if (result == NULL) return NULL;
  u_strFromUTF8WithSub(
      result, (int32_t)room, units, (const char *)text, (int32_t)count, 0xFFFD, NULL, &status);
  return result;
}

jk_transliterator *jk_transliterator_open_id(const char *id, jk_transliterator_error *error) {
  clear(error);
  UErrorCode status = U_ZERO_ERROR;
  int32_t units = 0;
  size_t count = strlen(id);
  UChar *name = utf16((const uint8_t *)id, count, count, &units);
  if (name == NULL) return fail(error, U_MEMORY_ALLOCATION_ERROR);
  UTransliterator *opened = utrans_openU(name, units, UTRANS_FORWARD, NULL, 0, NULL, &status);
  free(name);
  if (U_FAILURE(status)) return fail(error, status);
  return (jk_transliterator *)opened;
}

/* The byte offset of the UTF-16 offset `unit` in UTF-8. */
static int64_t byte_offset(const UChar *text, int32_t unit) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t bytes = 0;
  u_strToUTF8WithSub(NULL, 0, &bytes, text, unit, 0xFFFD, NULL, &status);
  return bytes;
}

static void describe(
    jk_transliterator_error *error, const UChar *rules, int32_t units, const UParseError *parsed) {
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(
      error->before, sizeof error->before - 1, NULL, parsed->preContext, -1, 0xFFFD, NULL, &status);
  status = U_ZERO_ERROR;
  u_strToUTF8WithSub(
      error->behind, sizeof error->behind - 1, NULL, parsed->postContext, -1, 0xFFFD, NULL, &status);
  if (parsed->offset < 0 || parsed->offset > units) return;
  error->offset = byte_offset(rules, parsed->offset);
  error->line = 1;
  for (int32_t i = 0; i < parsed->offset; i++) {
    if (rules[i] == '\n') error->line++;
  }
}

jk_transliterator *jk_transliterator_open_rules(
    const uint8_t *rules, size_t count, jk_transliterator_error *error) {
  clear(error);
  if (count > longest_text) return fail(error, U_INDEX_OUTOFBOUNDS_ERROR);
  UErrorCode status = U_ZERO_ERROR;
  UParseError parsed = {.line = 0, .offset = -1};
  int32_t units = 0;
  UChar *text = utf16(rules, count, count, &units);
  if (text == NULL) return fail(error, U_MEMORY_ALLOCATION_ERROR);
  static const UChar id[] = {'U', 's', 'e', 'r', 0};
  UTransliterator *opened = utrans_openU(id, 4, UTRANS_FORWARD, text, units, &parsed, &status);
  if (U_FAILURE(status)) describe(error, text, units, &parsed);
  free(text);
  if (U_FAILURE(status)) return fail(error, status);
  return (jk_transliterator *)opened;
}

jk_transliterator *jk_transliterator_clone(
    const jk_transliterator *transliterator, jk_transliterator_error *error) {
  clear(error);
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *copy = utrans_clone(unwrap(transliterator), &status);
  if (U_FAILURE(status)) return fail(error, status);
  return (jk_transliterator *)copy;
}

void jk_transliterator_close(jk_transliterator *transliterator) { utrans_close(unwrap(transliterator)); }

/* The text, transliterated, as UTF-16; NULL with `error` filled. */
static UChar *transliterated(
    const jk_transliterator *transliterator, const uint8_t *text, size_t count, int32_t *units,
    jk_transliterator_error *error) {
  /* The result may be longer than the text: then once more, with the room that ICU asked for. */
  size_t room = count + count / 2 + 64;
  for (int attempt = 0; attempt < 2; attempt++) {
    UErrorCode status = U_ZERO_ERROR;
    UChar *buffer = utf16(text, count, room, units);
    if (buffer == NULL) return fail(error, U_MEMORY_ALLOCATION_ERROR);
    int32_t limit = *units;
    utrans_transUChars(unwrap(transliterator), buffer, units, (int32_t)room, 0, &limit, &status);
    if (U_SUCCESS(status)) return buffer;
    free(buffer);
    if (status != U_BUFFER_OVERFLOW_ERROR || *units < 0) return fail(error, status);
    room = (size_t)*units + 1;
  }
  return fail(error, U_BUFFER_OVERFLOW_ERROR);
}

uint8_t *jk_transliterate(
    const jk_transliterator *transliterator, const uint8_t *text, size_t count, size_t *result_count,
    jk_transliterator_error *error) {
  clear(error);
  *result_count = 0;
  if (count > longest_text) return fail(error, U_INDEX_OUTOFBOUNDS_ERROR);
  int32_t units = 0;
  UChar *buffer = transliterated(transliterator, text, count, &units, error);
  if (buffer == NULL) return NULL;
  /* A UTF-16 unit takes three bytes of UTF-8 at most. */
  size_t room = (size_t)units * 3 + 1;
  if (room > INT32_MAX) room = INT32_MAX;
  uint8_t *result = malloc(room);
  UErrorCode status = U_ZERO_ERROR;
  int32_t bytes = 0;
  if (result == NULL) {
    status = U_MEMORY_ALLOCATION_ERROR;
  } else {
    u_strToUTF8WithSub((char *)result, (int32_t)room, &bytes, buffer, units, 0xFFFD, NULL, &status);
  }
  free(buffer);
  if (U_FAILURE(status)) {
    free(result);
    return fail(error, status);
  }
  *result_count = (size_t)bytes;
  return result;
}
