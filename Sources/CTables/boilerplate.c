#include "CTables.h"
_Alignas(64) const unsigned char jk_boilerplate[] = {
#embed "../../Data/models/boilerplate.bin"
};
const size_t jk_boilerplate_size = sizeof jk_boilerplate;
