#ifndef CICU_COMPATIBILITY_H
#define CICU_COMPATIBILITY_H
#include <stdint.h>

/* The scalar that NFKC maps `scalar` to; `scalar` itself when that is none or several. */
uint32_t jk_icu_compatibility_form(uint32_t scalar);

#endif
