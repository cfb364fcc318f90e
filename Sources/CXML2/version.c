#include "CXML2.h"

#include <libxml/xmlversion.h>

const char *jk_libxml2_version(void) { return LIBXML_DOTTED_VERSION; }
