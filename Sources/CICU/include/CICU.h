#ifndef CICU_H
#define CICU_H
/* ICU behind names of our own: no ICU header is seen above this line, so every version of ICU will do. */
#include <stddef.h>
#include <stdint.h>

#include "CICUCharsets.h"
#include "CICUCompatibility.h"
#include "CICUTransliterator.h"
#include "jk_icu_converter.h"

/* Version of the ICU library in use, as "72.1". */
const char *jk_icu_version(void);

#endif
