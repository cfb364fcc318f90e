#ifndef JK_ICU_CONVERTER_H
#define JK_ICU_CONVERTER_H
#include <stddef.h>
#include <stdint.h>

/* A streaming converter from an ICU charset to UTF-8. */
typedef struct jk_icu_converter jk_icu_converter;

typedef enum {
  JK_ICU_NEEDS_INPUT,   /* all input was taken; an unfinished character is kept for the next call */
  JK_ICU_REACHED_LIMIT, /* the output is full */
  JK_ICU_MALFORMED,     /* bytes that are not text end where the input now stands */
} jk_icu_status;

/* NULL when ICU has no such charset. */
jk_icu_converter *_Nullable jk_icu_converter_open(const char *_Nonnull charset);
void jk_icu_converter_close(jk_icu_converter *_Nullable converter);

/* Converts `*read ..< count` of `input`; moves `*read` and `*written`, and starts no character once `*written` is
   at `limit` or above. `output` must hold 8 bytes beyond `limit`. NUL counts as malformed. After JK_ICU_MALFORMED,
   `*malformed` is the number of bytes that were not text: the last ones read. */
jk_icu_status jk_icu_converter_decode(
    jk_icu_converter *_Nonnull converter, const uint8_t *_Nonnull input, size_t count, size_t *_Nonnull read,
    uint8_t *_Nonnull output, size_t *_Nonnull written, size_t limit, int is_last, int *_Nonnull malformed);

/* UTF-8 to `charset`: returns the length of the whole result, of which at most `capacity` bytes are written; what
   the charset lacks becomes its substitution character. -1 when ICU has no such charset. */
int64_t jk_icu_encode(
    const char *_Nonnull charset, const uint8_t *_Nonnull text, size_t count, uint8_t *_Nullable result,
    size_t capacity);

/* ICU's charset detector on `bytes`: fills at most `capacity` names (valid as long as the process) and confidences
   (0 to 100), the best first, and returns how many. */
int jk_icu_detect(
    const uint8_t *_Nonnull bytes, size_t count, const char *_Nullable *_Nonnull names, int *_Nonnull confidences,
    int capacity);

#endif
