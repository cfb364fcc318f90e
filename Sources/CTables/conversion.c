#include "CTables.h"
_Alignas(64) const unsigned char jk_conversion[] = {
#embed "../../Data/tables/conversion.bin"
};
const size_t jk_conversion_size = sizeof jk_conversion;
