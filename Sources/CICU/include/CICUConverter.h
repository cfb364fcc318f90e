#ifndef CICU_CONVERTER_H
#define CICU_CONVERTER_H
#include <stddef.h>
#include <stdint.h>

/* A converter from an ICU charset, for asking about single characters. */
typedef struct UConverter jk_icu_converter;

/* NULL when ICU has no such charset. */
jk_icu_converter *_Nullable jk_icu_converter_open(const char *_Nonnull charset);
void jk_icu_converter_close(jk_icu_converter *_Nullable converter);

/* The scalar that the `count` bytes stand for; 0 when they are not exactly one character. */
uint32_t jk_icu_scalar(jk_icu_converter *_Nonnull converter, const uint8_t *_Nonnull bytes, size_t count);

/* ICU's charset detector on `bytes`: fills at most `capacity` names (valid as long as the process) and confidences
   (0 to 100), the best first, and returns how many. */
int jk_icu_detect(
    const uint8_t *_Nonnull bytes, size_t count, const char *_Nullable *_Nonnull names, int *_Nonnull confidences,
    int capacity);

#endif
