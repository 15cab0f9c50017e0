/* The same loops as walk.py, cut.py, runs.py and tokens.py, for machines with a C compiler: see docs/decisions. */
#ifndef ARCHIVER_NATIVE_H
#define ARCHIVER_NATIVE_H
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* Kinds of an entry, in the order of elements.py. */
enum { START, END, SPAN, END_INLINE, PLAIN, NOTHING, BR };

/* A stretch of a page's text. */
typedef struct {
    Py_ssize_t start, end;
} Stretch;

/* What is borrowed from the Python modules; filled once, when the module is imported. */
typedef struct {
    PyTypeObject *node, *span, *block;
    Py_ssize_t node_at[10], span_at[6], block_at[7]; /* where each slot stands in an object */
    PyObject *fold, *cut_run, *unescape_value, *shapes, *names, *by_name, *read_attributes, *names_of_blocks, *before_body;
    PyObject *strong, *line_break, *nothing, *zero, *no_spans, *tag_a, *tag_pre;
    PyObject *start_kind, *span_kind;
    Py_ssize_t max_depth, max_spans, max_run, max_going;
} Parts;
extern Parts parts;

/* Names of methods that are called, as Python strings. */
typedef struct {
    PyObject *read, *fold, *ask_sheet, *add_node, *make_nodes, *make_way, *end_block, *end_inlines, *end_inline;
    PyObject *end_link, *end_empty, *unescape, *mend, *find_place;
} Names;
extern Names names;

enum { N_TAG, N_MARKS, N_PARENT, N_START, N_END, N_DEPTH, N_VALUE, N_HIDDEN, N_INDEX };
enum { S_START, S_END, S_TAG, S_MARKS, S_HREF, S_VALUE };
enum { B_TEXT, B_TAG, B_NODE, B_SPANS, B_LINK, B_STRONG, B_HIDDEN };

#define SLOT(object, at) (*(PyObject **)((char *)(object) + (at)))
#define NODE(object, name) SLOT(object, parts.node_at[name])
#define OF_SPAN(object, name) SLOT(object, parts.span_at[name])

/* One page being cut; the lists are those of its Cut, which are never replaced. */
typedef struct {
    PyObject *walker, *cut, *rare, *ender, *elements, *attributes, *kept, *folded, *named_tags, *named_ids, *named_classes;
    PyObject *blocks, *nodes, *pieces, *spans, *stack, *inlines, *held;
} Page;

/* tokens.c */
extern PyTypeObject TokensType;
int next_token(PyObject *tokens, Stretch *raw, Stretch *words);
PyObject *text_of(PyObject *tokens);
/* left_out.c */
PyObject *skip_code(PyObject *tokens, PyObject *tag);
PyObject *skip_element(PyObject *tokens, PyObject *args);
/* entries.c: the entry of a tag, a new reference. */
PyObject *read_entry(Page *page, PyObject *raw);
PyObject *read_attributes(PyObject *module, PyObject *raw);
/* runs.c */
PyObject *fold(PyObject *text);
int flush(Page *page);
/* objects.c */
PyObject *make(PyTypeObject *type, const Py_ssize_t *at, PyObject *const *values, int count);
void put(PyObject *object, Py_ssize_t at, PyObject *value);
PyObject *last_of(PyObject *list);
int equals(PyObject *one, PyObject *other);
int is_space(PyObject *text);
int call(PyObject *object, PyObject *name, PyObject *argument);
PyObject *call_for(PyObject *object, PyObject *name, PyObject *one, PyObject *two, PyObject *three, PyObject *four);
Py_ssize_t number(PyObject *value);
int put_number(PyObject *object, Py_ssize_t at, Py_ssize_t value);
#endif
