/* What is no text, skipped: what left_out.py does, on the page's text itself. */
#include "native.h"

static Py_UCS4 lower(Py_UCS4 c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Whether a word stands at a place of the text, in either case; the word is plain letters in lower case. */
static int stands_at(PyObject *text, Py_ssize_t at, Py_ssize_t end, PyObject *word)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(word);
    if (end - at < size)
        return 0;
    for (Py_ssize_t i = 0; i < size; i++)
        if (lower(PyUnicode_READ(kind, data, at + i)) != PyUnicode_READ_CHAR(word, i))
            return 0;
    return 1;
}

static int is_bound(PyObject *text, Py_ssize_t at, Py_ssize_t end)
{
    Py_UCS4 c = at < end ? PyUnicode_READ_CHAR(text, at) : ' ';
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/' || c == '\f';
}

/* Whether the tag ends raw text: it is its end tag, or seems to begin in a script's comparison and swallows it. */
static int ends_code(PyObject *text, Stretch raw, PyObject *tag)
{
    if (raw.end > raw.start && PyUnicode_READ_CHAR(text, raw.start) == '/' && stands_at(text, raw.start + 1, raw.end, tag) &&
        is_bound(text, raw.start + 1 + PyUnicode_GET_LENGTH(tag), raw.end))
        return 1;
    for (Py_ssize_t at = raw.start; at < raw.end && (at = PyUnicode_FindChar(text, '<', at, raw.end, 1)) >= 0; at++)
        if (at + 1 < raw.end && PyUnicode_READ_CHAR(text, at + 1) == '/' && stands_at(text, at + 2, raw.end, tag))
            return 1;
    return 0;
}

/* As left_out.skip_code: the words after the element. */
PyObject *skip_code(PyObject *tokens, PyObject *tag)
{
    Stretch raw, words;
    int more;
    if (!PyUnicode_Check(tag) || !PyUnicode_IS_ASCII(tag)) {
        PyErr_SetString(PyExc_TypeError, "skip_code: expected the plain name of an element");
        return NULL;
    }
    while ((more = next_token(tokens, &raw, &words)) > 0)
        if (ends_code(text_of(tokens), raw, tag))
            return PyUnicode_Substring(text_of(tokens), words.start, words.end);
    return more < 0 ? NULL : PyUnicode_FromString("");
}

/* Whether the name of a tag is this one. */
static int is_named(PyObject *text, Stretch raw, PyObject *name)
{
    Py_ssize_t at = raw.start, size = PyUnicode_GET_LENGTH(name);
    Py_UCS4 c = 0;
    while (at < raw.end && (Py_UNICODE_ISSPACE(c = PyUnicode_READ_CHAR(text, at)) || c == '/'))
        at++;
    if (!size || !stands_at(text, at, raw.end, name))
        return 0;
    if (at + size >= raw.end)
        return 1;
    c = PyUnicode_READ_CHAR(text, at + size);
    return c == '/' || Py_UNICODE_ISSPACE(c);
}

/* As left_out.skip_element, readings of ruby text aside: the words after the element, and the end tag that ended it. */
PyObject *skip_element(PyObject *tokens, PyObject *args)
{
    Stretch raw, words;
    PyObject *tag, *parent, *text = text_of(tokens);
    Py_ssize_t depth = 1, parents = 0;
    int more;
    if (!PyArg_ParseTuple(args, "UU", &tag, &parent))
        return NULL;
    while ((more = next_token(tokens, &raw, &words)) > 0) {
        int is_end = raw.end > raw.start && PyUnicode_READ_CHAR(text, raw.start) == '/';
        Py_ssize_t step = is_end ? -1 : raw.end > raw.start && PyUnicode_READ_CHAR(text, raw.end - 1) != '/';
        if (is_named(text, raw, tag)) {
            depth += step;
            if (!depth)
                return Py_BuildValue("(Ns)", PyUnicode_Substring(text, words.start, words.end), "");
        } else if (is_named(text, raw, parent)) {
            if (is_end && !parents)
                return Py_BuildValue("(NO)", PyUnicode_Substring(text, words.start, words.end), parent);
            parents += step;
        }
    }
    return more < 0 ? NULL : Py_BuildValue("(ss)", "", "");
}
