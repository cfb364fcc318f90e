#ifndef CXML2_H
#define CXML2_H
/* libxml2's push SAX parser behind names of our own. */
#include <stddef.h>
#include <stdint.h>

const char *jk_libxml2_version(void);

#endif
