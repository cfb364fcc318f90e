#include "CTables.h"

_Alignas(64) const unsigned char jk_big5[] = {
#embed "../../Data/tables/big5.bin"
};
const size_t jk_big5_size = sizeof jk_big5;
