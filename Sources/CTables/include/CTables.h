#ifndef CTABLES_H
#define CTABLES_H

/* The compiled tables of Data/tables and the models of Data/models, embedded. Each table has one .c file, which
   holds nothing but its #embed; after rebuilding a table touch that file, since the build does not watch it
   (`make data` does). */

#include <stddef.h>

#define JK_TABLE(name)                       \
  extern const unsigned char jk_##name[];    \
  extern const size_t jk_##name##_size;

JK_TABLE(words)
const unsigned char *jk_words_bytes(void);

#endif
