#ifndef CTABLES_H
#define CTABLES_H

/* The compiled tables of Data/tables and the models of Data/models, embedded. Each table has one .c file, which
   holds nothing but its #embed; after rebuilding a table touch that file, since the build does not watch it
   (`make data` does). */

#include <stddef.h>

/* #embed is C23; clang takes it in every C and warns. */
#pragma clang diagnostic ignored "-Wc23-extensions"

/* Swift imports no array of unknown length, so each table's bytes come through a function: jk_NAME_bytes(). */
#define JK_TABLE(name)                    \
  extern const unsigned char jk_##name[]; \
  extern const size_t jk_##name##_size;   \
  static inline const unsigned char *_Nonnull jk_##name##_bytes(void) { return jk_##name; }

JK_TABLE(conversion)
JK_TABLE(folding)
JK_TABLE(readings)
JK_TABLE(characters)
JK_TABLE(gb18030)
JK_TABLE(big5)
JK_TABLE(encoding_model)
JK_TABLE(segmenter)
JK_TABLE(boilerplate)

#endif
