#include "CTables.h"

_Alignas(64) const unsigned char jk_characters[] = {
#embed "../../Data/models/characters.bin"
};
const size_t jk_characters_size = sizeof jk_characters;
