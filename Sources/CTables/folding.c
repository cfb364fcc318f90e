#include "CTables.h"
_Alignas(64) const unsigned char jk_folding[] = {
#embed "../../Data/tables/folding.bin"
};
const size_t jk_folding_size = sizeof jk_folding;
