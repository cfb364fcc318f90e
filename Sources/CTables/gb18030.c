#include "CTables.h"

_Alignas(64) const unsigned char jk_gb18030[] = {
#embed "../../Data/tables/gb18030.bin"
};
const size_t jk_gb18030_size = sizeof jk_gb18030;
