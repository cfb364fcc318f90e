#include "CTables.h"
_Alignas(64) const unsigned char jk_words[] = {
#embed "../../Data/tables/words.bin"
};
const size_t jk_words_size = sizeof jk_words;
