#ifndef CICU_TRANSLITERATOR_H
#define CICU_TRANSLITERATOR_H
/* ICU's transliterators over UTF-8. A transliterator may be used by one thread at a time; clone it for another. */
#include <stddef.h>
#include <stdint.h>

typedef struct jk_transliterator jk_transliterator;

/* Why a transliterator could not be made or run. */
typedef struct {
  /* ICU's name of the error, as "U_MISSING_OPERATOR"; a constant string. */
  const char *name;
  /* Where in the rules: line from 1 (0 when unknown), byte offset in the UTF-8 rules (-1 when unknown). */
  int32_t line;
  int64_t offset;
  /* The rule text just before and just behind that place, UTF-8, NUL-terminated. */
  char before[64];
  char behind[64];
} jk_transliterator_error;

/* One by its ICU ID, as "Traditional-Simplified"; NULL with `error` filled when there is none. */
jk_transliterator *jk_transliterator_open_id(const char *id, jk_transliterator_error *error);

/* One from rules in ICU's syntax, `count` bytes of UTF-8; NULL with `error` filled when they are wrong. */
jk_transliterator *jk_transliterator_open_rules(const uint8_t *rules, size_t count, jk_transliterator_error *error);

/* A copy for another thread; NULL with `error` filled when ICU cannot make one. */
jk_transliterator *jk_transliterator_clone(const jk_transliterator *transliterator, jk_transliterator_error *error);

void jk_transliterator_close(jk_transliterator *transliterator);

/* Transliterates `count` bytes of UTF-8; ill-formed bytes become U+FFFD. The result is allocated, belongs to the
   caller (free) and has `*result_count` bytes. NULL with `error` filled when memory or ICU fails; a text of more
   than 500 MB is refused with "U_INDEX_OUTOFBOUNDS_ERROR". */
uint8_t *jk_transliterate(
    const jk_transliterator *transliterator, const uint8_t *text, size_t count, size_t *result_count,
    jk_transliterator_error *error);

#endif
