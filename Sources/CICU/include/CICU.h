#ifndef CICU_H
#define CICU_H
/* ICU behind names of our own: no ICU header is seen above this line, so every version of ICU will do. */
#include "CICUCharsets.h"
#include "CICUCompatibility.h"
#include "CICUConverter.h"
#include "CICUTransliterator.h"

#endif
