#include "CXML2.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const char *jk_libxml2_version(void) { return LIBXML_DOTTED_VERSION; }

uint32_t jk_html_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity == NULL ? 0 : entity->value;
}

/* The memory parser is used and not the push parser: that one drops everything behind the end of the first
 * top-level element (its state EPILOG), which loses fragments and text behind </html>. */

enum { BATCH = 2048, SLOTS = 1024 };

typedef struct {
  const uint8_t *text;
  size_t count;
  htmlParserCtxtPtr parser;
  jk_html_sink sink;
  void *context;
  int depth;
  jk_html_status status;
  size_t failure;
  /* End of what the events so far account for. */
  size_t done;
  /* The last event was a start tag, whose `>` or `/>` is still to come. */
  bool in_tag;
  size_t pending;
  /* Interned names by address. */
  const xmlChar *slot_name[SLOTS];
  uint16_t slot_tag[SLOTS];
  jk_html_event events[BATCH];
} page_state;

/* The byte at `offset`; 0 behind the end. */
static uint8_t byte(const page_state *page, size_t offset) { return offset < page->count ? page->text[offset] : 0; }

/* Where the parser stands. */
static size_t position(const page_state *page) {
  xmlParserInputPtr input = page->parser->input;
  return input->consumed + (size_t)(input->cur - input->base);
}

static void flush(page_state *page) {
  if (page->pending > 0 && page->status == JK_HTML_DONE && !page->sink(page->context, page->events, page->pending)) {
    page->status = JK_HTML_STOPPED;
    xmlStopParser(page->parser);
  }
  page->pending = 0;
}

static void emit(page_state *page, int kind, size_t start, size_t end, uint16_t tag) {
  if (kind == JK_HTML_TEXT && page->pending > 0) {
    jk_html_event *last = &page->events[page->pending - 1];
    if (last->kind == JK_HTML_TEXT && last->end == start) {
      last->end = (uint32_t)end;
      page->done = end;
      return;
    }
  }
  if (page->pending == BATCH) flush(page);
  page->events[page->pending++] = (jk_html_event){(uint32_t)start, (uint32_t)end, tag, (uint16_t)kind};
  page->done = end;
}

/* Steps over the end of the start tag that was reported last: libxml2 reports a tag before it reads that. */
static void leave_tag(page_state *page) {
  if (!page->in_tag) return;
  page->in_tag = false;
  uint8_t first = byte(page, page->done);
  page->done += first == '>' ? 1 : first == '/' && byte(page, page->done + 1) == '>' ? 2 : 0;
}

/* Accounts for the bytes from `done` to `start`, of which libxml2 said nothing. */
static void report_gap(page_state *page, size_t start) {
  leave_tag(page);
  if (start <= page->done) return;
  /* Markup begins with `<`. Anything else is text that libxml2 dropped: control characters, references to what
   * is no character, names of references. */
  size_t text_end = page->done;
  while (text_end < start && page->text[text_end] != '<') text_end++;
  if (text_end > page->done) emit(page, JK_HTML_TEXT, page->done, text_end, 0);
  if (start > text_end) emit(page, JK_HTML_IGNORED, text_end, start, 0);
}

// MARK: Tags

static size_t slot(const xmlChar *name) { return ((uintptr_t)name * 0x9E3779B97F4A7C15u) >> 54; }

static void intern(page_state *page, const char *names, size_t count) {
  for (size_t tag = 0; tag < count; tag++, names += strlen(names) + 1) {
    const xmlChar *name = xmlDictLookup(page->parser->dict, (const xmlChar *)names, -1);
    size_t at = slot(name);
    while (page->slot_name[at] != NULL) at = (at + 1) % SLOTS;
    page->slot_name[at] = name;
    page->slot_tag[at] = (uint16_t)tag;
  }
}

static uint16_t tag_of(const page_state *page, const xmlChar *name) {
  for (size_t at = slot(name); page->slot_name[at] != NULL; at = (at + 1) % SLOTS)
    if (page->slot_name[at] == name) return page->slot_tag[at];
  /* libxml2 implies some elements by names that are not interned. */
  return xmlStrEqual(name, BAD_CAST "p") ? tag_of(page, xmlDictLookup(page->parser->dict, BAD_CAST "p", 1)) : 0;
}

/* Whether a start tag called `name` begins at `offset`. */
static bool begins_tag(const page_state *page, size_t offset, const xmlChar *name) {
  if (byte(page, offset) != '<') return false;
  for (; *name != 0; name++) {
    uint8_t letter = byte(page, ++offset);
    if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != *name) return false;
  }
  return true;
}

static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
  page_state *page = context;
  (void)attributes;
  leave_tag(page);
  size_t end = position(page);
  if (page->parser->nameNr > page->depth) {
    page->status = JK_HTML_TOO_DEEP;
    page->failure = end;
    xmlStopParser(page->parser);
    return;
  }
  size_t start = page->done;
  while (start < end && !begins_tag(page, start, name)) {
    const uint8_t *next = memchr(page->text + start + 1, '<', end - start - 1);
    start = next == NULL ? end : (size_t)(next - page->text);
  }
  if (start == end) {
    emit(page, JK_HTML_START, page->done, page->done, tag_of(page, name));
    return;
  }
  report_gap(page, start);
  emit(page, JK_HTML_START, start, end, tag_of(page, name));
  page->in_tag = true;
}

static void end_element(void *context, const xmlChar *name) {
  page_state *page = context;
  leave_tag(page);
  size_t here = position(page);
  /* Behind an end tag, or before the tag that implies the end. */
  if (byte(page, page->done) == '<' && byte(page, page->done + 1) == '/' && here > page->done) page->done = here;
  emit(page, JK_HTML_END, page->done, page->done, tag_of(page, name));
}

// MARK: Text

/* How many bytes the character before `end` has, if XML forbids it (controls, U+FFFE and U+FFFF); else 0. */
static size_t invalid_before(const page_state *page, size_t end) {
  uint8_t last = page->text[end - 1];
  if (last < 0x20) return last != '\t' && last != '\n' && last != '\r';
  return end >= 3 && last >= 0xBE && page->text[end - 2] == 0xBF && page->text[end - 3] == 0xEF ? 3 : 0;
}

/* The start of the `count` bytes that libxml2 read up to `end`, or SIZE_MAX if they do not stand there
 * literally. Characters that are invalid in XML stand in the text, but libxml2 leaves them out. */
static size_t literal_start(const page_state *page, const uint8_t *bytes, size_t count, size_t end) {
  if (count <= end && memcmp(page->text + end - count, bytes, count) == 0) return end - count;
  size_t at = end;
  while (count > 0) {
    if (at <= page->done) return SIZE_MAX;
    size_t invalid = invalid_before(page, at);
    if (invalid == 0 && page->text[at - 1] != bytes[count - 1]) return SIZE_MAX;
    if (invalid == 0) at--, count--;
    at -= invalid;
  }
  return at;
}

static void characters(void *context, const xmlChar *bytes, int length) {
  page_state *page = context;
  leave_tag(page);
  size_t here = position(page);
  size_t count = (size_t)length;
  /* A long run is reported in pieces, each before its last character is stepped over. */
  size_t behind = here + (here < page->count);
  while ((byte(page, behind) & 0xC0) == 0x80) behind++;
  size_t end = here;
  size_t start = literal_start(page, bytes, count, end);
  if (start == SIZE_MAX) {
    end = behind;
    start = literal_start(page, bytes, count, end);
  }
  if (start == SIZE_MAX) {
    /* A reference, or the lone `&` of an unknown one, whose name follows as text. */
    start = here;
    while (start > page->done && page->text[start - 1] != '&') start--;
    if (start > page->done) start--;
    report_gap(page, start);
    bool unknown = count == 1 && bytes[0] == '&' && byte(page, here - 1) != ';' && byte(page, start + 1) != '#';
    emit(page, unknown ? JK_HTML_TEXT : JK_HTML_REFERENCE, start, unknown ? start + 1 : here, 0);
    return;
  }
  if (start < page->done) start = page->done;
  report_gap(page, start);
  if (end > start) emit(page, JK_HTML_TEXT, start, end, 0);
}

static void raw(void *context, const xmlChar *bytes, int length) {
  page_state *page = context;
  (void)bytes, (void)length;
  leave_tag(page);
  size_t end = position(page);
  if (end > page->done) emit(page, JK_HTML_RAW, page->done, end, 0);
}

static void ignored(page_state *page) {
  leave_tag(page);
  size_t end = position(page);
  if (end > page->done) emit(page, JK_HTML_IGNORED, page->done, end, 0);
}

static void comment(void *context, const xmlChar *bytes) {
  (void)bytes;
  ignored(context);
}

static void instruction(void *context, const xmlChar *target, const xmlChar *data) {
  (void)target, (void)data;
  ignored(context);
}

static void silent(void *context, xmlErrorPtr error) { (void)context, (void)error; }

// MARK: Parse

jk_html_status jk_html_parse(const uint8_t *text, size_t count, const char *names, size_t name_count, int depth,
                             jk_html_sink sink, void *context, size_t *offset) {
  if (count == 0) return JK_HTML_DONE;
  htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt((const char *)text, (int)count);
  page_state *page = calloc(1, sizeof *page);
  if (parser == NULL || page == NULL) {
    free(page);
    if (parser != NULL) htmlFreeParserCtxt(parser);
    return JK_HTML_NO_MEMORY;
  }
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                 HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
  parser->charset = XML_CHAR_ENCODING_UTF8;
  htmlSAXHandler handler = {
      .startElement = start_element,
      .endElement = end_element,
      .characters = characters,
      .ignorableWhitespace = characters,
      .cdataBlock = raw,
      .comment = comment,
      .processingInstruction = instruction,
      .serror = silent,
      .initialized = XML_SAX2_MAGIC,
  };
  *parser->sax = handler;
  parser->userData = page;
  page->text = text;
  page->count = count;
  page->parser = parser;
  page->sink = sink;
  page->context = context;
  page->depth = depth;
  intern(page, names, name_count);
  htmlParseDocument(parser);
  report_gap(page, count);
  flush(page);
  jk_html_status status = page->status;
  *offset = page->failure;
  free(page);
  htmlFreeParserCtxt(parser);
  return status;
}
