#define _GNU_SOURCE  // memmem
#include "CXML2.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

uint32_t jk_html_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity == NULL ? 0 : entity->value;
}

/* The memory parser is used and not the push parser: that one drops everything behind the end of the first
 * top-level element (its state EPILOG), which loses fragments and text behind </html>. */

/* How many bytes of text libxml2 reports at once (its own header does not tell). */
#ifndef HTML_PARSER_BIG_BUFFER_SIZE
#define HTML_PARSER_BIG_BUFFER_SIZE 1000
#endif

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
  /* The start tag that was stepped over last. */
  size_t tag_start, tag_end;
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

static bool is_letter(uint8_t byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }
static bool is_white(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r' && byte != '\v'); }

/* Whether `name`, which is in lower case, stands at `offset` in any case. */
static bool matches(const page_state *page, size_t offset, const xmlChar *name, size_t length) {
  if (offset > page->count || length > page->count - offset) return false;
  for (size_t at = 0; at < length; at++) {
    uint8_t letter = page->text[offset + at];
    if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != name[at]) return false;
  }
  return true;
}

/* Whether the byte may stand in a name, as libxml2 sees it. */
static bool is_name(uint8_t byte) {
  return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == ':' || byte == '-' || byte == '_' || byte == '.';
}

/* The offset of the `>` or `/>` of the start tag whose name ends at `at`, or the end of the text. */
static size_t find_tag_end(const page_state *page, size_t at) {
  const uint8_t *text = page->text;
  size_t count = page->count;
  bool named = false;
  while (at < count && text[at] != '>' && !(text[at] == '/' && byte(page, at + 1) == '>')) {
    if (text[at] != '=' || !named) {
      named |= !is_white(text[at++]);
      continue;
    }
    do at++;
    while (at < count && is_white(text[at]));
    if (at < count && (text[at] == '"' || text[at] == '\'')) {
      const uint8_t *quote = memchr(text + at + 1, text[at], count - at - 1);
      at = quote == NULL ? count : (size_t)(quote - text) + 1;
    } else {
      while (at < count && !is_white(text[at]) && text[at] != '>') at++;
    }
    named = false;
  }
  return at;
}

/* The end of what begins with `<!` or `<?` at `at` and is no CDATA section: a comment, a doctype or what HTML calls
 * a bogus comment; `at` itself if nothing of that begins there, or if it never ends. */
static size_t find_comment_end(const page_state *page, size_t at) {
  size_t rest = page->count - at;
  const uint8_t *text = page->text + at;
  if (rest < 3 || text[0] != '<' || (text[1] != '!' && text[1] != '?')) return at;
  bool is_comment = text[1] == '!' && text[2] == '-' && byte(page, at + 3) == '-';
  if (!is_comment && rest >= 9 && memcmp(text, "<![CDATA[", 9) == 0) return at;
  const uint8_t *end = is_comment ? memmem(text + 4, rest - 4, "-->", 3) : memchr(text, '>', rest);
  return end == NULL ? at : (size_t)(end - page->text) + (is_comment ? 3 : 1);
}

/* Accounts for the bytes from `done` to `end`, of which libxml2 said nothing: markup, or text that it dropped
 * (control characters, references to what is no character, names of references). */
static void report_gap(page_state *page, size_t end) {
  leave_tag(page);
  while (page->done < end) {
    size_t at = page->done;
    if (page->text[at] != '<') {
      const uint8_t *next = memchr(page->text + at, '<', end - at);
      emit(page, JK_HTML_TEXT, at, next == NULL ? end : (size_t)(next - page->text), 0);
      continue;
    }
    size_t next = find_comment_end(page, at);
    if (next == at) {
      const uint8_t *close = memchr(page->text + at, '>', end - at);
      next = close == NULL ? end : (size_t)(close - page->text) + 1;
    }
    emit(page, JK_HTML_IGNORED, at, next < end ? next : end, 0);
  }
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

// MARK: Stepping over

/* libxml2 reads attributes, scripts and comments byte by byte, copies them, and compares each attribute of a tag
 * with all before it: most of its time, and quadratic. All that is found faster in the text itself. So whenever
 * libxml2 is about to reach such a piece, its place in its own copy of the text is moved behind it; of a tag its
 * name is written anew before the end. Offsets are not changed by that. */

/* Moves the parser from `from`, which it reaches next, to `to`. While it reports a start tag, it still has to
 * read the `>` before `from`, which moves along. */
static void move(page_state *page, size_t from, size_t to, bool in_tag) {
  xmlParserInputPtr input = page->parser->input;
  if (in_tag) *((xmlChar *)input->cur + (to - from)) = '>';
  input->cur += to - from;
}

/* The end of the end tag at `at`, if no element of its name is open; else `at`. The end tags of html, head and
 * body are libxml2's business: it counts them. */
static size_t find_stray_end(const page_state *page, size_t at) {
  size_t name = at + 2;
  size_t length = 0;
  while (is_name(byte(page, name + length))) length++;
  if (length == 0 || length >= 100) return at;
  for (int open = page->parser->nameNr - 1; open >= 0; open--) {
    const xmlChar *other = page->parser->nameTab[open];
    if (matches(page, name, other, length) && other[length] == 0) return at;
  }
  static const char *const counted[] = {"html", "head", "body"};
  for (int at_name = 0; at_name < 3; at_name++)
    if (length == 4 && matches(page, name, (const xmlChar *)counted[at_name], 4)) return at;
  const uint8_t *end = memchr(page->text + name, '>', page->count - name);
  return end == NULL ? at : (size_t)(end - page->text) + 1;
}

/* Steps over comments and stray end tags at `at`, which the parser reaches next, and the attributes of the tag
 * behind them. */
static void step_over(page_state *page, size_t at, bool in_tag) {
  size_t from = at;
  if (at < page->tag_end) return;
  while (byte(page, at) == '<') {
    size_t next = byte(page, at + 1) == '/' ? find_stray_end(page, at) : find_comment_end(page, at);
    if (next == at) break;
    at = next;
  }
  size_t to = at;
  if (byte(page, at) == '<' && is_letter(byte(page, at + 1))) {
    size_t name_end = at + 1;
    while (is_name(byte(page, name_end))) name_end++;
    size_t end = find_tag_end(page, name_end);
    if (is_white(byte(page, name_end)) && end < page->count) {
      page->tag_start = at;
      page->tag_end = end;
      to = end - (name_end - at);
      memcpy((xmlChar *)page->parser->input->cur + (to - from) + in_tag, page->text + at, name_end - at);
    }
  }
  if (to > from) move(page, from, to, in_tag);
}

/* Steps over the content of the script or style element whose start tag ends at `at`. */
static void step_over_raw(page_state *page, size_t at, const xmlChar *name) {
  if (byte(page, at) != '>') return;
  size_t length = strlen((const char *)name);
  const uint8_t *end = page->text + at;
  do end = memchr(end + 1, '<', (size_t)(page->text + page->count - end - 1));
  while (end != NULL && !(byte(page, (size_t)(end - page->text) + 1) == '/' &&
                          matches(page, (size_t)(end - page->text) + 2, name, length)));
  if (end == NULL) return;
  leave_tag(page);
  size_t to = (size_t)(end - page->text);
  emit(page, JK_HTML_RAW, at + 1, to, 0);
  move(page, at + 1, to, true);
}

// MARK: Elements

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
  size_t start = page->tag_start;
  if (page->tag_end != end || start < page->done) {
    /* The tag was not stepped over, or libxml2 implies it. */
    start = page->done;
    size_t length = strlen((const char *)name);
    while (start < end && !(page->text[start] == '<' && matches(page, start + 1, name, length))) {
      const uint8_t *next = memchr(page->text + start + 1, '<', end - start - 1);
      start = next == NULL ? end : (size_t)(next - page->text);
    }
  }
  if (start == end) {
    emit(page, JK_HTML_START, page->done, page->done, tag_of(page, name));
    return;
  }
  report_gap(page, start);
  emit(page, JK_HTML_START, start, end, tag_of(page, name));
  page->in_tag = true;
  if (xmlStrEqual(name, BAD_CAST "script") || xmlStrEqual(name, BAD_CAST "style"))
    step_over_raw(page, end, name);
  else if (byte(page, end) == '>')
    step_over(page, end + 1, true);
}

/* The start of the end tag that ends at `end`; `end` if none does. */
static size_t find_end_tag(const page_state *page, size_t end) {
  const uint8_t *done = page->text + page->done;
  if (end <= page->done || (page->tag_start >= page->done && page->tag_end > page->done)) return end;
  const uint8_t *start = memrchr(done, '<', end - page->done);
  if (start == NULL || byte(page, (size_t)(start - page->text) + 1) != '/') return end;
  const uint8_t *close = memchr(start, '>', (size_t)(page->text + end - start));
  return close == page->text + end - 1 ? (size_t)(start - page->text) : end;
}

static void end_element(void *context, const xmlChar *name) {
  page_state *page = context;
  leave_tag(page);
  size_t here = position(page);
  size_t start = find_end_tag(page, here);
  if (start < here) {
    report_gap(page, start);
    page->done = here;
  }
  emit(page, JK_HTML_END, page->done, page->done, tag_of(page, name));
  /* Where libxml2 implies the end, it has read text or a tag that it has not reported yet. */
  if (page->done == here) step_over(page, here, false);
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

/* Whether the reference at `at`, which is followed by other text, stands for `<`. */
static bool is_less_than(const page_state *page, size_t at) {
  const char *text = (const char *)page->text + at;
  if (text[1] != '#') return strncmp(text, "&lt;", 4) == 0;
  bool hexadecimal = text[2] == 'x' || text[2] == 'X';
  return strtoul(text + 2 + hexadecimal, NULL, hexadecimal ? 16 : 10) == '<';
}

/* Whether the bytes from `at` to `end` are one numeric reference. */
static bool is_number(const page_state *page, size_t at, size_t end) {
  if (end - at < 3 || page->text[at + 1] != '#') return false;
  size_t digits = at + 2 + ((page->text[at + 2] | 0x20) == 'x');
  while (digits < end && (is_letter(page->text[digits]) || (page->text[digits] >= '0' && page->text[digits] <= '9'))) digits++;
  return digits == end || (digits == end - 1 && page->text[digits] == ';');
}

/* The last `&` before `end` that is not accounted for; `end` if there is none. */
static size_t find_reference(const page_state *page, size_t end) {
  if (end <= page->done) return end;
  const uint8_t *start = memrchr(page->text + page->done, '&', end - page->done);
  return start == NULL ? end : (size_t)(start - page->text);
}

static void characters(void *context, const xmlChar *bytes, int length) {
  page_state *page = context;
  leave_tag(page);
  size_t here = position(page);
  size_t count = (size_t)length;
  size_t reference = find_reference(page, here);
  size_t end = here;
  bool is_lone = count == 1 && bytes[0] == '<' && byte(page, here) == '<' &&
                 !(reference < here && is_less_than(page, reference));
  bool is_reference = !is_lone && reference < here && is_number(page, reference, here);
  size_t start = is_reference ? SIZE_MAX : literal_start(page, bytes, count, end);
  if (start == SIZE_MAX && here < page->count && (is_lone || count >= HTML_PARSER_BIG_BUFFER_SIZE)) {
    /* A full buffer, or a lone `<`, is reported before its last character is stepped over. */
    for (end++; (byte(page, end) & 0xC0) == 0x80;) end++;
    start = literal_start(page, bytes, count, end);
  }
  if (start != SIZE_MAX) {
    if (start < page->done) start = page->done;
    report_gap(page, start);
    if (end > start) emit(page, JK_HTML_TEXT, start, end, 0);
    if (end == here) step_over(page, here, false);
  } else if (reference < here) {
    report_gap(page, reference);
    /* Of an unknown reference, the `&` alone is reported before its name. */
    bool is_unknown = bytes[0] == '&' && byte(page, here - 1) != ';' && byte(page, reference + 1) != '#';
    emit(page, is_unknown ? JK_HTML_TEXT : JK_HTML_REFERENCE, reference, is_unknown ? reference + 1 : here, 0);
    if (!is_unknown) step_over(page, here, false);
  }
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
  size_t first = 0;
  while (first < count && is_white(text[first])) first++;
  parser->input->cur += first;
  step_over(page, first, false);
  htmlParseDocument(parser);
  report_gap(page, count);
  flush(page);
  jk_html_status status = page->status;
  *offset = page->failure;
  free(page);
  htmlFreeParserCtxt(parser);
  return status;
}
