/* A page's tags with the words after each: what tokens.py does, one at a time. */
#include "native.h"

enum { SLICE = 262144 };

typedef struct {
    PyObject_HEAD
    PyObject *text, *is_enough;
    Py_ssize_t at;    /* where the next tag begins, -1 when there is none */
    Py_ssize_t last;  /* behind it no tag can end */
    Py_ssize_t seam;  /* where is_enough is asked next */
    Py_ssize_t tags;
    enum { FRESH, AMID, ENDED } state;
} Tokens;

/* Where the next tag begins from a place on, or -1. */
static Py_ssize_t find_tag(PyObject *text, Py_ssize_t at, Py_ssize_t end)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    while (at < end && (at = PyUnicode_FindChar(text, '<', at, end, 1)) >= 0) {
        Py_UCS4 c = at + 1 < size ? PyUnicode_READ(kind, data, at + 1) : 0;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?')
            return at;
        at++;
    }
    return -1;
}

static int ask(Tokens *self)
{
    PyObject *tags = PyLong_FromSsize_t(self->tags);
    PyObject *answer = tags ? PyObject_CallOneArg(self->is_enough, tags) : NULL;
    Py_XDECREF(tags);
    int enough = answer ? PyObject_IsTrue(answer) : -1;
    Py_XDECREF(answer);
    return enough;
}

/* Ask whether it is enough, before a slice that begins at a place; set where the next one begins. */
static int begin_slice(Tokens *self, Py_ssize_t at)
{
    int enough = ask(self);
    if (enough)
        return enough;
    self->seam = self->last;
    if (self->last - at > SLICE) {
        Py_ssize_t end = PyUnicode_FindChar(self->text, '>', at, at + SLICE, -1);
        self->seam = 1 + (end >= 0 ? end : PyUnicode_FindChar(self->text, '>', at + SLICE, self->last, 1));
    }
    return 0;
}

/* The words behind the last tag that ends. */
static int read_rest(Tokens *self, Stretch *raw, Stretch *words)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(self->text), cut_off = find_tag(self->text, self->last, size);
    self->state = ENDED;
    *raw = (Stretch){0, 0};
    *words = (Stretch){self->last, cut_off < 0 ? size : cut_off};
    if (words->start == words->end)
        return 0;
    int enough = ask(self);
    return enough < 0 ? -1 : !enough;
}

/* The next tag, without its brackets, and the words after it; 0 at the end, -1 for an error. An empty tag stands before
   words that follow none. */
int next_token(PyObject *tokens, Stretch *raw, Stretch *words)
{
    Tokens *self = (Tokens *)tokens;
    if (self->state == ENDED)
        return 0;
    if (self->state == FRESH) {
        self->state = AMID;
        int enough = self->last ? begin_slice(self, 0) : 0;
        if (enough) {
            self->state = ENDED;
            return enough < 0 ? -1 : 0;
        }
        self->at = find_tag(self->text, 0, self->last);
        *raw = (Stretch){0, 0};
        *words = (Stretch){0, self->at < 0 ? self->last : self->at};
        if (words->end)
            return 1;
    }
    if (self->at < 0)
        return read_rest(self, raw, words);
    while (self->at >= self->seam) {
        int enough = begin_slice(self, self->seam);
        if (enough) {
            self->state = ENDED;
            return enough < 0 ? -1 : 0;
        }
    }
    Py_ssize_t end = PyUnicode_FindChar(self->text, '>', self->at + 1, self->last, 1);
    *raw = (Stretch){self->at + 1, end};
    self->at = find_tag(self->text, end + 1, self->last);
    *words = (Stretch){end + 1, self->at < 0 ? self->last : self->at};
    self->tags++;
    return 1;
}

PyObject *text_of(PyObject *tokens)
{
    return ((Tokens *)tokens)->text;
}

static PyObject *tokens_next(PyObject *self)
{
    Stretch raw, words;
    if (next_token(self, &raw, &words) <= 0)
        return NULL;
    PyObject *text = text_of(self);
    PyObject *tag = PyUnicode_Substring(text, raw.start, raw.end);
    PyObject *after = tag ? PyUnicode_Substring(text, words.start, words.end) : NULL;
    PyObject *both = after ? PyTuple_Pack(2, tag, after) : NULL;
    Py_XDECREF(tag);
    Py_XDECREF(after);
    return both;
}

static PyObject *tokens_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    static char *names[] = {"text", "is_enough", NULL};
    PyObject *text, *is_enough;
    if (!PyArg_ParseTupleAndKeywords(args, named, "UO", names, &text, &is_enough))
        return NULL;
    Tokens *self = (Tokens *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->text = Py_NewRef(text);
    self->is_enough = Py_NewRef(is_enough);
    self->last = PyUnicode_FindChar(text, '>', 0, PyUnicode_GET_LENGTH(text), -1) + 1;
    self->at = -1;
    self->state = FRESH;
    return (PyObject *)self;
}

static int tokens_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((Tokens *)self)->is_enough);
    return 0;
}

static int tokens_clear(PyObject *self)
{
    Py_CLEAR(((Tokens *)self)->is_enough);
    ((Tokens *)self)->state = ENDED;
    return 0;
}

static void tokens_free(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    tokens_clear(self);
    Py_CLEAR(((Tokens *)self)->text);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef METHODS[] = {
    {"skip_code", skip_code, METH_O, "As left_out.skip_code."},
    {"skip_element", skip_element, METH_VARARGS, "As left_out.skip_element."},
    {NULL, NULL, 0, NULL},
};

PyTypeObject TokensType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "archiver.markup._native.Tokens",
    .tp_doc = "Each tag of a text with the words after it, as tokens.read_tokens gives them, but without seams.",
    .tp_basicsize = sizeof(Tokens),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = tokens_new,
    .tp_methods = METHODS,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = tokens_next,
    .tp_traverse = tokens_traverse,
    .tp_clear = tokens_clear,
    .tp_dealloc = tokens_free,
};
