#ifndef CXML2_H
#define CXML2_H
/* libxml2's SAX parser for HTML behind names of our own: no header of libxml2 is seen here.
 *
 * All offsets are bytes of the text that was passed in, so that the caller takes everything - words, attributes,
 * character references - from its own bytes, and nothing needs to be copied out of libxml2. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  /* A start tag from `<` to just before `>` or `/>`; empty where libxml2 implies an element. */
  JK_HTML_START,
  /* An element ends; the range is empty and stands behind its end tag or where the end is implied. */
  JK_HTML_END,
  /* Characters that stand literally in the text. */
  JK_HTML_TEXT,
  /* One character reference, from `&` on, semicolon included where there is one. */
  JK_HTML_REFERENCE,
  /* A piece of the content of script or style. */
  JK_HTML_RAW,
  /* Markup that opens and closes nothing: end tags without a start, doctypes, comments, bogus comments. */
  JK_HTML_IGNORED,
};

typedef struct {
  uint32_t start, end;
  /* Index in the list of names given to jk_html_parse; 0 for other elements. */
  uint16_t tag;
  uint16_t kind;
} jk_html_event;

/* Takes the next events of a page, in order of their ranges; false ends the parse. */
typedef bool (*jk_html_sink)(void *context, const jk_html_event *events, size_t count);

typedef enum {
  JK_HTML_DONE,
  /* More than `depth` elements are open at `*offset`. */
  JK_HTML_TOO_DEEP,
  /* The sink asked for an end. */
  JK_HTML_STOPPED,
  /* No memory for the parser. */
  JK_HTML_NO_MEMORY,
} jk_html_status;

/* Parses `text`, which is valid UTF-8 without NUL and shorter than 2 GiB.
 *
 * `names` holds `name_count` names in lower case, each ended by NUL, one after the other; the first stands for
 * every element that is not in the list. */
jk_html_status jk_html_parse(const uint8_t *text, size_t count, const char *names, size_t name_count, int depth,
                             jk_html_sink sink, void *context, size_t *offset);

/* The scalar that the named character reference `name` (without `&` and `;`) stands for in HTML 4; 0 if none. */
uint32_t jk_html_entity(const char *name);

#endif
